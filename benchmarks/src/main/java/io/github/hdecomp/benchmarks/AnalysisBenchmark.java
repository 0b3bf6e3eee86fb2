package io.github.hdecomp.benchmarks;

import io.github.hdecomp.Decomposer;
import io.github.hdecomp.Exploration;
import io.github.hdecomp.data.BulkRun;
import io.github.hdecomp.data.ImageEntry;
import io.github.hdecomp.data.ImageSet;
import io.github.hdecomp.image.Preprocessing;
import io.github.hdecomp.model.Edit;
import io.github.hdecomp.tensor.Tensor;
import io.github.hdecomp.tree.EvidenceNode;
import io.github.hdecomp.tree.Options;
import io.github.hdecomp.weights.Models;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What do experiments cost: trees over a set of pictures, beside plain prediction of the same set; and the ground truth of all
 * channels of all stages for one picture with one decision per stage, beside a forward pass?
 */
@Warmup(iterations = 3)
@Measurement(iterations = 5)
public class AnalysisBenchmark extends Rounds {
    private static final int PICTURES = 16;

    /** The network. */
    @Param({"vgg16", "squeezenet1_1"})
    public String network;

    private Subject subject;
    private Subject single;
    private final ImageSet images = new Noise();
    private Tensor image;
    private Exploration exploration;
    /** One node per stage. */
    private EvidenceNode path;

    private final Preprocessing preprocessing = Preprocessing.imageNet();
    private final BulkRun run = BulkRun.defaults().withThreads(2);

    /** For JMH. */
    public AnalysisBenchmark() {}

    /** Pictures of random pixels, of the size that photographs in data sets have. */
    private record Noise() implements ImageSet {
        @Override
        public String name() {
            return "noise";
        }

        @Override
        public int size() {
            return PICTURES;
        }

        @Override
        public ImageEntry entry(int index) {
            return new ImageEntry(Integer.toString(index), OptionalInt.empty());
        }

        @Override
        public BufferedImage read(int index) {
            BufferedImage image = new BufferedImage(300, 256, BufferedImage.TYPE_3BYTE_BGR);
            byte[] bytes = new byte[300 * 256 * 3];
            new Random(index).nextBytes(bytes);
            image.getRaster().setDataElements(0, 0, 300, 256, bytes);
            return image;
        }
    }

    /** Loads the network, once to share threads and once with a thread per picture. */
    @Setup
    public void load() {
        subject = Subject.of(network);
        single = Subject.of(Models.spec(network), 1);
        image = subject.images(1).get(0);
        exploration = Decomposer.open(subject.model(), image);
        path = exploration.tree(Options.defaults().withChildren(1)).root();
        stopwatch.warmUp(this::predictions);
        stopwatch.warmUp(this::explanations);
        stopwatch.warmUp(this::replays);
    }

    /**
     * Trees of a set of pictures, and predictions of the same set, both two pictures at a time.
     *
     * @param times receives the time per picture: ours with the tree, forward without
     */
    @Benchmark
    public void trees(Times times) {
        times.ours = stopwatch.median(this::explanations) / PICTURES;
        times.forward = stopwatch.median(this::predictions) / PICTURES;
    }

    private void explanations() {
        go((index, entry, picture) -> Decomposer.explain(
                        single.model(), preprocessing.apply(picture), Options.defaults())
                .root()
                .depth());
    }

    private void predictions() {
        go((index, entry, picture) ->
                single.model().predict(preprocessing.apply(picture)).classId());
    }

    private void go(BulkRun.Task<Integer> task) {
        try {
            run.run(images, "benchmark", Integer.class, task);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /**
     * All channels of all stages, each stage for the strongest channel of the stage above, the highest for the class.
     *
     * @param times receives the time for one recorded picture
     */
    @Benchmark
    public void groundTruth(Times times) {
        times.ours = stopwatch.median(this::replays);
        times.forward = stopwatch.median(() -> subject.model().predict(image));
    }

    private void replays() {
        for (EvidenceNode node = path;
                !node.children().isEmpty();
                node = node.children().get(0)) {
            int channels =
                    subject.model().layer(node.into().orElseThrow()).output().channels();
            exploration.tape().replay(node.into().orElseThrow(), Edit.zeroEach(channels), List.of(node.decision()));
        }
    }

    /** Frees everything. */
    @TearDown
    public void free() {
        exploration.close();
        subject.close();
        single.close();
    }
}
