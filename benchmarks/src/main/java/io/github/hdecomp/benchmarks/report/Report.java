package io.github.hdecomp.benchmarks.report;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** The text of the results: on what they were measured, and the tables. */
public final class Report {
    private final List<Measurement> measured;
    private final double seconds;

    /**
     * A report.
     *
     * @param measured all that was measured in one run
     * @param seconds how long it took
     */
    public Report(List<Measurement> measured, double seconds) {
        this.measured = measured;
        this.seconds = seconds;
    }

    /**
     * The text.
     *
     * @return Markdown
     */
    public String text() {
        Rates rates = new Rates(
                rate("MachineBenchmark.products", "multiplyAdds", 2), rate("MachineBenchmark.copies", "bytes", 1));
        return new Environment(rates).text(LocalDate.now(ZoneOffset.UTC), seconds) + "\n"
                + new Table(rates).of(new Comparisons(measured).rows());
    }

    private double rate(String benchmark, String counter, double factor) {
        return measured.stream()
                .filter(one -> one.benchmark().equals(benchmark))
                .mapToDouble(one -> 1e-6 * factor * one.ratio(counter, "ours"))
                .max()
                .orElse(Double.NaN);
    }
}
