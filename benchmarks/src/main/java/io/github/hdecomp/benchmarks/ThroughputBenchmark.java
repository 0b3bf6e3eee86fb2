package io.github.hdecomp.benchmarks;

import io.github.hdecomp.Decomposer;
import io.github.hdecomp.tensor.Tensor;
import io.github.hdecomp.tree.Options;
import io.github.hdecomp.weights.Models;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** How many explanations, forward pass and tree, do several threads get out of one model? */
@Measurement(iterations = 5)
public class ThroughputBenchmark extends Rounds {
    private static final int EACH = 8;

    /** How many threads explain. */
    @Param({"1", "2"})
    public int explainers;

    /** How many threads a call uses. */
    @Param({"1", "2"})
    public int threads;

    /** The network. */
    @Param("resnet18")
    public String network;

    private Subject subject;
    private Tensor image;
    private ExecutorService pool;

    /** For JMH. */
    public ThroughputBenchmark() {}

    /** Loads the network. */
    @Setup
    public void load() {
        subject = Subject.of(Models.spec(network), threads);
        image = subject.images(1).get(0);
        pool = Executors.newFixedThreadPool(explainers);
        stopwatch.warmUp(this::explain);
    }

    /**
     * One round.
     *
     * @param times receives the time per explanation
     */
    @Benchmark
    public void round(Times times) {
        times.ours = stopwatch.median(this::explain) / (EACH * explainers);
    }

    private void explain() {
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < explainers; i++) {
            running.add(pool.submit(() -> {
                for (int run = 0; run < EACH; run++) {
                    Decomposer.explain(subject.model(), image, Options.defaults());
                }
            }));
        }
        try {
            for (Future<?> one : running) {
                one.get();
            }
        } catch (ExecutionException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Frees everything. */
    @TearDown
    public void free() {
        pool.shutdown();
        subject.close();
    }
}
