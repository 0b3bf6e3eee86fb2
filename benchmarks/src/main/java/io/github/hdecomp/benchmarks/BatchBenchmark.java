package io.github.hdecomp.benchmarks;

import io.github.hdecomp.benchmarks.cost.Cost;
import io.github.hdecomp.benchmarks.cost.ForwardCost;
import io.github.hdecomp.benchmarks.peer.OnnxRuntimePeer;
import io.github.hdecomp.benchmarks.peer.Peer;
import io.github.hdecomp.tensor.Tensor;
import java.io.IOException;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** What does a forward pass of eight images at once take, beside eight of one and beside ONNX Runtime's of eight? */
public class BatchBenchmark extends Rounds {
    private static final int IMAGES = 8;

    /** The network. */
    @Param({"vgg16", "resnet18"})
    public String network;

    private Subject subject;
    private List<Tensor> images;
    private Peer onnxRuntime;
    private Cost cost;

    /** For JMH. */
    public BatchBenchmark() {}

    /**
     * Loads the network on both sides.
     *
     * @throws IOException if the peer cannot be given the network
     */
    @Setup
    public void load() throws IOException {
        subject = Subject.of(network);
        images = subject.images(IMAGES);
        onnxRuntime = new OnnxRuntimePeer(subject.spec(), subject.weights(), images, subject.threads());
        subject.check(onnxRuntime, images);
        cost = ForwardCost.of(subject.model(), IMAGES);
        stopwatch.warmUp(() -> subject.model().predict(images.get(0)));
    }

    /**
     * One round.
     *
     * @param times receives what it measured; {@code forward} is eight times a single pass
     */
    @Benchmark
    public void round(Times times) {
        times.ours = stopwatch.median(() -> subject.model().predict(images));
        times.forward = IMAGES * stopwatch.median(() -> subject.model().predict(images.get(0)));
        times.onnxRuntime = stopwatch.median(onnxRuntime::run);
        record(times, cost);
    }

    /** Frees everything. */
    @TearDown
    public void free() {
        onnxRuntime.close();
        subject.close();
    }
}
