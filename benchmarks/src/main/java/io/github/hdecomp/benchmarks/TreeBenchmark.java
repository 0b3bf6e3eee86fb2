package io.github.hdecomp.benchmarks;

import io.github.hdecomp.Decomposer;
import io.github.hdecomp.Exploration;
import io.github.hdecomp.benchmarks.cost.Cost;
import io.github.hdecomp.benchmarks.cost.PullBackCost;
import io.github.hdecomp.benchmarks.peer.OnnxRuntimePeer;
import io.github.hdecomp.benchmarks.peer.Peer;
import io.github.hdecomp.tensor.Tensor;
import io.github.hdecomp.tree.Options;
import java.io.IOException;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What does an evidence tree of three children per decision down all stages take on a recorded pass, that is what
 * {@code Decomposer.explain} takes without its forward pass, beside a forward pass?
 */
public class TreeBenchmark extends Rounds {
    /** The network. */
    @Param({"vgg16", "resnet18", "resnet50", "squeezenet1_1"})
    public String network;

    private Subject subject;
    private List<Tensor> images;
    private Peer onnxRuntime;
    private Exploration exploration;
    private Cost cost;

    /** For JMH. */
    public TreeBenchmark() {}

    /**
     * Records a pass.
     *
     * @throws IOException if the peer cannot be given the network
     */
    @Setup
    public void load() throws IOException {
        subject = Subject.of(network);
        images = subject.images(1);
        onnxRuntime = new OnnxRuntimePeer(subject.spec(), subject.weights(), images, subject.threads());
        exploration = Decomposer.open(subject.model(), images.get(0));
        cost = new PullBackCost(subject.model())
                .tree(exploration.tree(Options.defaults()).root());
        stopwatch.warmUp(() -> subject.model().predict(images.get(0)));
        stopwatch.warmUp(() -> exploration.tree(Options.defaults()));
    }

    /**
     * One round.
     *
     * @param times receives what it measured; {@code onnxRuntime} is its forward pass
     */
    @Benchmark
    public void round(Times times) {
        times.ours = stopwatch.median(() -> exploration.tree(Options.defaults()));
        times.forward = stopwatch.median(() -> subject.model().predict(images.get(0)));
        times.onnxRuntime = stopwatch.median(onnxRuntime::run);
        record(times, cost);
    }

    /** Frees everything. */
    @TearDown
    public void free() {
        exploration.close();
        onnxRuntime.close();
        subject.close();
    }
}
