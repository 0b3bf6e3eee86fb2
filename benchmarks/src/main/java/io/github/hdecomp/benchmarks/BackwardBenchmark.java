package io.github.hdecomp.benchmarks;

import io.github.hdecomp.Decomposer;
import io.github.hdecomp.Exploration;
import io.github.hdecomp.benchmarks.cost.Cost;
import io.github.hdecomp.benchmarks.cost.PullBackCost;
import io.github.hdecomp.benchmarks.peer.PyTorchPeer;
import io.github.hdecomp.model.BackwardRule;
import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.Gradient;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.tensor.Tensor;
import io.github.hdecomp.tree.Options;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What does one full backward pass take, from a class down to the lowest stage, on whole maps? Features are recorded already
 * on both sides: PyTorch's time is that of {@code backward} alone, without the forward pass that it needs each time. The
 * default tree is measured beside it, since the plain way to it is one such pass for each of its decisions.
 */
public class BackwardBenchmark extends Rounds {
    /** The network. */
    @Param({"vgg16", "resnet18"})
    public String network;

    private Subject subject;
    private Exploration exploration;
    private ClassDecision decision;
    private Tap lowest;
    private Optional<PyTorchPeer> pytorch;
    private Cost cost;

    /** For JMH. */
    public BackwardBenchmark() {}

    /**
     * Records a pass.
     *
     * @throws IOException if PyTorch cannot be given the network
     */
    @Setup
    public void load() throws IOException {
        subject = Subject.of(network);
        Tensor image = subject.images(1).get(0);
        exploration = Decomposer.open(subject.model(), image);
        decision = new ClassDecision(exploration.prediction().classId());
        lowest = subject.spec().stages().get(0);
        String from = subject.spec().resolve(lowest);
        Tensor features = exploration.tape().activation(lowest);
        pytorch = PyTorchPeer.open(subject.spec(), subject.weights(), from, features, subject.threads());
        pytorch.ifPresent(peer -> subject.checkGradient(peer.gradient(decision.classId()), gradient()));
        cost = new PullBackCost(subject.model()).batch(List.of(decision), lowest);
        stopwatch.warmUp(this::gradient);
        stopwatch.warmUp(() -> exploration.tree(Options.defaults()));
    }

    private Gradient gradient() {
        return exploration
                .tape()
                .gradients(List.of(decision), lowest, BackwardRule.GRADIENT)
                .get(0);
    }

    /**
     * One round.
     *
     * @param times receives what it measured; {@code tree} is the default tree on the recorded pass
     */
    @Benchmark
    public void round(Times times) {
        times.ours = stopwatch.median(this::gradient);
        times.tree = stopwatch.median(() -> exploration.tree(Options.defaults()));
        times.pytorch = pytorch.map(peer -> stopwatch.medianOf(() -> peer.backwardMillis(decision.classId())))
                .orElse(Double.NaN);
        record(times, cost);
    }

    /** Frees everything. */
    @TearDown
    public void free() {
        pytorch.ifPresent(PyTorchPeer::close);
        exploration.close();
        subject.close();
    }
}
