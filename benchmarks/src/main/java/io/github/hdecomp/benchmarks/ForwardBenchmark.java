package io.github.hdecomp.benchmarks;

import io.github.hdecomp.benchmarks.cost.Cost;
import io.github.hdecomp.benchmarks.cost.ForwardCost;
import io.github.hdecomp.benchmarks.peer.OnnxRuntimePeer;
import io.github.hdecomp.benchmarks.peer.Peer;
import io.github.hdecomp.benchmarks.peer.PyTorchPeer;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.tensor.Tensor;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** What does a forward pass of one image take, in HDecomp and in its peers? */
public class ForwardBenchmark extends Rounds {
    /** The network. */
    @Param({"vgg16", "resnet18", "resnet50", "squeezenet1_1"})
    public String network;

    private Subject subject;
    private List<Tensor> images;
    private Peer onnxRuntime;
    private Optional<PyTorchPeer> pytorch;
    private Cost cost;

    /** For JMH. */
    public ForwardBenchmark() {}

    /**
     * Loads the network on all sides.
     *
     * @throws IOException if a peer cannot be given the network
     */
    @Setup
    public void load() throws IOException {
        subject = Subject.of(network);
        images = subject.images(1);
        onnxRuntime = new OnnxRuntimePeer(subject.spec(), subject.weights(), images, subject.threads());
        subject.check(onnxRuntime, images);
        pytorch =
                PyTorchPeer.open(subject.spec(), subject.weights(), Tap.INPUT.name(), images.get(0), subject.threads());
        pytorch.ifPresent(peer -> subject.check(peer, images));
        cost = ForwardCost.of(subject.model(), 1);
        stopwatch.warmUp(() -> subject.model().predict(images.get(0)));
    }

    /**
     * One round.
     *
     * @param times receives what it measured
     */
    @Benchmark
    public void round(Times times) {
        times.ours = stopwatch.median(() -> subject.model().predict(images.get(0)));
        times.onnxRuntime = stopwatch.median(onnxRuntime::run);
        times.pytorch = pytorch.map(peer -> stopwatch.median(peer::run)).orElse(Double.NaN);
        record(times, cost);
    }

    /** Frees everything. */
    @TearDown
    public void free() {
        pytorch.ifPresent(Peer::close);
        onnxRuntime.close();
        subject.close();
    }
}
