package io.github.hdecomp.benchmarks;

import io.github.hdecomp.Decomposer;
import io.github.hdecomp.Exploration;
import io.github.hdecomp.benchmarks.cost.Cost;
import io.github.hdecomp.benchmarks.cost.PullBackCost;
import io.github.hdecomp.tree.Options;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** How does the time of a tree grow with its width and its depth, beside the number of operations that it needs? */
@Measurement(iterations = 5)
public class GrowthBenchmark extends Rounds {
    /** Children per decision, and levels below the root. */
    @Param({"1x3", "2x3", "3x3", "5x3", "8x3", "16x3", "3x1", "3x2", "3x4", "3x5"})
    public String childrenByDepth;

    /** The network. */
    @Param("vgg16")
    public String network;

    private Subject subject;
    private Exploration exploration;
    private Options options;
    private Cost cost;

    /** For JMH. */
    public GrowthBenchmark() {}

    /** Records a pass. */
    @Setup
    public void load() {
        subject = Subject.of(network);
        exploration = Decomposer.open(subject.model(), subject.images(1).get(0));
        int by = childrenByDepth.indexOf('x');
        options = Options.defaults()
                .withChildren(Integer.parseInt(childrenByDepth.substring(0, by)))
                .withDepth(Integer.parseInt(childrenByDepth.substring(by + 1)));
        cost = new PullBackCost(subject.model()).tree(exploration.tree(options).root());
        stopwatch.warmUp(() -> exploration.tree(options));
    }

    /**
     * One round.
     *
     * @param times receives what it measured
     */
    @Benchmark
    public void round(Times times) {
        times.ours = stopwatch.median(() -> exploration.tree(options));
        record(times, cost);
    }

    /** Frees everything. */
    @TearDown
    public void free() {
        exploration.close();
        subject.close();
    }
}
