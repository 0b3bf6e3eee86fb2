package io.github.hdecomp.benchmarks;

import io.github.hdecomp.Decomposer;
import io.github.hdecomp.Exploration;
import io.github.hdecomp.benchmarks.cost.ReplayCost;
import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.Edit;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.tensor.Tensor;
import io.github.hdecomp.tree.Options;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What does the ground truth of the importance of all channels of a layer take, each replaced by zeros alone, beside a forward
 * pass of VGG-16? A plain way to it is one forward pass per channel.
 */
public class ReplayBenchmark extends Rounds {
    private static final Tap UPPER = Tap.of("features.29");
    private static final Tap LOWER = Tap.of("features.22");

    private Subject subject;
    private Tensor image;
    private Exploration exploration;
    private Decision predicted;
    private Decision neuron;

    /** For JMH. */
    public ReplayBenchmark() {}

    /** Records a pass. */
    @Setup
    public void load() {
        subject = Subject.of("vgg16");
        image = subject.images(1).get(0);
        exploration = Decomposer.open(subject.model(), image);
        predicted = new ClassDecision(exploration.prediction().classId());
        Options top = Options.defaults().withChildren(1).withTaps(List.of(UPPER));
        neuron = exploration.tree(top).root().children().get(0).decision();
        stopwatch.warmUp(() -> subject.model().predict(image));
        stopwatch.warmUp(() -> replay(UPPER, predicted));
        stopwatch.warmUp(() -> replay(LOWER, neuron));
    }

    /**
     * All 512 channels of conv5_3 for the predicted class.
     *
     * @param times receives what it measured
     */
    @Benchmark
    public void forClass(Times times) {
        measure(UPPER, predicted, times);
    }

    /**
     * All 512 channels of conv4_3 for the neuron of conv5_3 that gives the predicted class most.
     *
     * @param times receives what it measured
     */
    @Benchmark
    public void forNeuron(Times times) {
        measure(LOWER, neuron, times);
    }

    private void measure(Tap tap, Decision decision, Times times) {
        times.ours = stopwatch.median(() -> replay(tap, decision));
        times.forward = stopwatch.median(() -> subject.model().predict(image));
        record(times, ReplayCost.of(subject.model(), tap, decision));
    }

    private void replay(Tap tap, Decision decision) {
        List<Edit> edits = Edit.zeroEach(subject.model().layer(tap).output().channels());
        exploration.tape().replay(tap, edits, List.of(decision));
    }

    /** Frees everything. */
    @TearDown
    public void free() {
        exploration.close();
        subject.close();
    }
}
