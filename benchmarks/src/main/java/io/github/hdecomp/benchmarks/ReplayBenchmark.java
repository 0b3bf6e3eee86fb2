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

    /** For JMH. */
    public ReplayBenchmark() {}

    /** Records a pass. */
    @Setup
    public void load() {
        subject = Subject.of("vgg16");
        image = subject.images(1).get(0);
        exploration = Decomposer.open(subject.model(), image);
        stopwatch.warmUp(() -> subject.model().predict(image));
    }

    /**
     * All 512 channels of conv5_3 for the predicted class.
     *
     * @param times receives what it measured
     */
    @Benchmark
    public void forClass(Times times) {
        measure(UPPER, new ClassDecision(exploration.prediction().classId()), times);
    }

    /**
     * All 512 channels of conv4_3 for the neuron of conv5_3 that gives the predicted class most.
     *
     * @param times receives what it measured
     */
    @Benchmark
    public void forNeuron(Times times) {
        Options top = Options.defaults().withChildren(1).withTaps(List.of(UPPER));
        Decision neuron = exploration.tree(top).root().children().get(0).decision();
        measure(LOWER, neuron, times);
    }

    private void measure(Tap tap, Decision decision, Times times) {
        List<Edit> edits = Edit.zeroEach(subject.model().layer(tap).output().channels());
        times.ours = stopwatch.median(() -> exploration.tape().replay(tap, edits, List.of(decision)));
        times.forward = stopwatch.median(() -> subject.model().predict(image));
        record(times, ReplayCost.of(subject.model(), tap, decision));
    }

    /** Frees everything. */
    @TearDown
    public void free() {
        exploration.close();
        subject.close();
    }
}
