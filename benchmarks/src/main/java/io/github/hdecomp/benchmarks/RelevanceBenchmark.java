package io.github.hdecomp.benchmarks;

import io.github.hdecomp.attribution.Lrp;
import io.github.hdecomp.model.BackwardRule;
import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Tape;
import io.github.hdecomp.relevance.RelevanceRules;
import io.github.hdecomp.tensor.Tensor;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What does relevance of the picture take on a recorded pass, beside a full backward pass from the class to the picture, and
 * beside a forward pass? The weights that the rules change are there already.
 */
public class RelevanceBenchmark extends Rounds {
    /** The network. */
    @Param({"vgg16", "resnet18"})
    public String network;

    /** The rules. */
    @Param({"epsilon-plus", "clrp-vgg"})
    public String rules;

    private Subject subject;
    private Tensor image;
    private Tape tape;
    private ClassDecision decision;
    private Lrp method;

    /** For JMH. */
    public RelevanceBenchmark() {}

    /** Records a pass. */
    @Setup
    public void load() {
        subject = Subject.of(network);
        image = subject.images(1).get(0);
        tape = subject.model().record(image);
        decision = new ClassDecision(subject.model().predict(image).classId());
        method = Lrp.by(RelevanceRules.of(rules));
        stopwatch.warmUp(() -> subject.model().predict(image));
        stopwatch.warmUp(() -> method.explain(tape, decision));
    }

    /**
     * One round.
     *
     * @param times receives what it measured
     */
    @Benchmark
    public void round(Times times) {
        times.ours = stopwatch.median(() -> method.explain(tape, decision));
        times.backward = stopwatch.median(() -> tape.gradients(List.of(decision), Tap.INPUT, BackwardRule.GRADIENT));
        times.forward = stopwatch.median(() -> subject.model().predict(image));
    }

    /** Frees everything. */
    @TearDown
    public void free() {
        tape.close();
        subject.close();
    }
}
