package io.github.hdecomp.examples.explore;

import io.github.hdecomp.model.LayerInfo;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.tensor.Tensor;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** All that the explorer holds for its clients, and the threads that work for them. */
final class Sessions implements AutoCloseable {
    private static final int MOST_RECORDINGS = 64;

    private final Model model;
    private final Pictures pictures;
    private final Recordings recordings;
    private final Workers workers;

    Sessions(Model model, Map<String, Tensor> embedded, Limits limits, InstantSource clock) {
        this.model = model;
        this.pictures = new Pictures(embedded, limits.pictures(), limits.idle(), clock);
        long most = Math.max(2, Math.min(MOST_RECORDINGS, limits.recordingBytes() / bytesOfOne(model)));
        this.recordings = new Recordings((int) most, limits.idle(), clock);
        // One call uses all processors where it can; a second one fills the gaps.
        this.workers = new Workers("worker", 2, limits.waiting());
    }

    /** The features of all layers, in float32. */
    private static long bytesOfOne(Model model) {
        return 4L
                * model.layers().stream()
                        .map(LayerInfo::output)
                        .mapToLong(shape -> shape.size())
                        .sum();
    }

    Model model() {
        return model;
    }

    Pictures pictures() {
        return pictures;
    }

    Recordings recordings() {
        return recordings;
    }

    /** The session of a picture with rectangles covered. */
    Session of(@Nullable String picture, @Nullable List<Box> occluded) {
        if (picture == null) {
            throw Refusal.badRequest("The request names no picture; expected the name or the hash of one.");
        }
        List<Box> boxes = occluded == null ? List.of() : occluded;
        return new Session(model, recordings, new Seen(picture, boxes), Occlusion.of(pictures.get(picture), boxes));
    }

    /** Works on one of the threads. */
    <T> T work(Callable<T> work) throws Exception {
        return workers.run(work);
    }

    /** Lets go of what nobody has asked for in a while. */
    void expire() {
        pictures.expire();
        recordings.expire();
    }

    /** Ends work that goes on, then frees all memory. */
    @Override
    public void close() {
        workers.close();
        recordings.close();
    }
}
