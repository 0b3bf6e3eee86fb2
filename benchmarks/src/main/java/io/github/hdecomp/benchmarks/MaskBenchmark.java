package io.github.hdecomp.benchmarks;

import io.github.hdecomp.attribution.GradCam;
import io.github.hdecomp.attribution.Rise;
import io.github.hdecomp.attribution.Score;
import io.github.hdecomp.benchmarks.cost.Cost;
import io.github.hdecomp.benchmarks.cost.ForwardCost;
import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.Tape;
import io.github.hdecomp.tensor.Tensor;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What do saliency methods take beside the network's own passes? Masks are made, scored and added up beside plain predictions of
 * as many pictures; Grad-CAM on a recorded pass beside one forward pass.
 */
public class MaskBenchmark extends Rounds {
    private static final int MASKS = 64;
    private static final Rise RISE = new Rise(MASKS, 8, 0.5, Score.PROBABILITY, 1);
    private static final ClassDecision CLASS = new ClassDecision(3);

    /** The network. */
    @Param({"squeezenet1_1", "resnet18", "vgg16"})
    public String network;

    private Subject subject;
    private List<Tensor> images;
    private Tape tape;
    private Cost cost;

    /** For JMH. */
    public MaskBenchmark() {}

    /** Records a pass. */
    @Setup
    public void load() {
        subject = Subject.of(network);
        images = subject.images(MASKS);
        tape = subject.model().record(images.get(0));
        cost = ForwardCost.of(subject.model(), MASKS);
        stopwatch.warmUp(() -> subject.model().predict(images.get(0)));
        stopwatch.warmUp(() -> GradCam.defaults().explain(tape, CLASS));
    }

    /**
     * 64 masks of RISE.
     *
     * @param times receives what it measured; {@code forward} is the plain prediction of 64 pictures
     */
    @Benchmark
    public void masks(Times times) {
        times.ours = stopwatch.median(() -> RISE.explain(tape, CLASS));
        times.forward = stopwatch.median(() -> subject.model().predict(images));
        record(times, cost);
    }

    /**
     * Grad-CAM at the last stage.
     *
     * @param times receives what it measured; {@code forward} is that of one picture
     */
    @Benchmark
    public void gradCam(Times times) {
        times.ours = stopwatch.median(() -> GradCam.defaults().explain(tape, CLASS));
        times.forward = stopwatch.median(() -> subject.model().predict(images.get(0)));
        record(times, Cost.NONE);
    }

    /** Frees everything. */
    @TearDown
    public void free() {
        tape.close();
        subject.close();
    }
}
