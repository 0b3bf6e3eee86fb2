package io.github.hdecomp.benchmarks;

import io.github.hdecomp.benchmarks.cost.Cost;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A benchmark whose iterations are rounds: in each, every contestant has a turn, one after the other in one JVM, so that what
 * else the machine does meets all of them alike. Ratios are formed within a round.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx6g", "-Dai.djl.offline=true", "-DOPT_OUT_TRACKING=true"})
@Warmup(iterations = 3)
@Measurement(iterations = 9)
public abstract class Rounds {
    /** Times the turns. */
    final Stopwatch stopwatch = Stopwatch.standard();

    /** For subclasses. */
    Rounds() {}

    /** Notes what the work cannot do without. */
    static void record(Times times, Cost cost) {
        times.multiplyAdds = cost.multiplyAdds();
        times.bytes = cost.bytes();
    }
}
