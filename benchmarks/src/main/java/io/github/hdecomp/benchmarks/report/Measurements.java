package io.github.hdecomp.benchmarks.report;

import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.results.RunResult;

/**
 * All that was measured in one run.
 *
 * @param all in the order of measuring
 */
public record Measurements(List<Measurement> all) {

    /**
     * Reads what JMH ran.
     *
     * @param results of all benchmarks
     * @return the measurements
     */
    public static Measurements of(Collection<RunResult> results) {
        return new Measurements(results.stream().map(Measurement::of).toList());
    }

    /** Those of one benchmark. */
    List<Measurement> of(String benchmark) {
        return all.stream().filter(one -> one.benchmark().equals(benchmark)).toList();
    }

    /** What the machine can do. */
    Rates rates() {
        return new Rates(
                best("MachineBenchmark.products", "multiplyAdds", 2), best("MachineBenchmark.copies", "bytes", 1));
    }

    private double best(String benchmark, String counter, double factor) {
        return of(benchmark).stream()
                .mapToDouble(one -> 1e-6 * factor * one.ratio(counter, "ours"))
                .max()
                .orElse(Double.NaN);
    }
}
