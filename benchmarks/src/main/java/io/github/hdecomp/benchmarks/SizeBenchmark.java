package io.github.hdecomp.benchmarks;

import io.github.hdecomp.Decomposer;
import io.github.hdecomp.Exploration;
import io.github.hdecomp.benchmarks.cost.ForwardCost;
import io.github.hdecomp.benchmarks.cost.PullBackCost;
import io.github.hdecomp.tensor.Tensor;
import io.github.hdecomp.tree.Options;
import io.github.hdecomp.weights.Models;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * How do the times of a forward pass and of a tree grow with the picture, and fall with the number of threads? The network
 * averages over its last map, so that it takes pictures of any size.
 */
@Measurement(iterations = 5)
public class SizeBenchmark extends Rounds {
    /** Rows and columns of the input. */
    @Param({"112", "224", "448"})
    public int size;

    /** How many threads a call uses. */
    @Param({"1", "2"})
    public int threads;

    /** The network. */
    @Param("resnet18")
    public String network;

    private Subject subject;
    private Tensor image;
    private Exploration exploration;

    /** For JMH. */
    public SizeBenchmark() {}

    /** Records a pass. */
    @Setup
    public void load() {
        subject = Subject.of(Models.spec(network).withInput(size, size), threads);
        image = subject.images(1).get(0);
        exploration = Decomposer.open(subject.model(), image);
        stopwatch.warmUp(() -> subject.model().predict(image));
        stopwatch.warmUp(() -> exploration.tree(Options.defaults()));
    }

    /**
     * One round of forward passes.
     *
     * @param times receives what it measured
     */
    @Benchmark
    public void forward(Times times) {
        times.ours = stopwatch.median(() -> subject.model().predict(image));
        record(times, ForwardCost.of(subject.model(), 1));
    }

    /**
     * One round of trees.
     *
     * @param times receives what it measured
     */
    @Benchmark
    public void tree(Times times) {
        times.ours = stopwatch.median(() -> exploration.tree(Options.defaults()));
        record(
                times,
                new PullBackCost(subject.model())
                        .tree(exploration.tree(Options.defaults()).root()));
    }

    /** Frees everything. */
    @TearDown
    public void free() {
        exploration.close();
        subject.close();
    }
}
