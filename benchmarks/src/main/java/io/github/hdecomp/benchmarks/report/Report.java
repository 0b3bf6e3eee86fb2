package io.github.hdecomp.benchmarks.report;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/**
 * The text of the results: on what they were measured, and the tables.
 *
 * @param measured by JMH, in one run
 * @param figures measured beside it
 * @param seconds how long all of it took
 */
public record Report(Measurements measured, List<Figure> figures, double seconds) {

    /**
     * The text.
     *
     * @return Markdown
     */
    public String text() {
        Rates rates = measured.rates();
        Table table = new Table(rates);
        StringBuilder text = new StringBuilder(new Environment(rates).text(LocalDate.now(ZoneOffset.UTC), seconds));
        text.append("\n## Comparisons\n\n").append(table.comparisons(new Comparisons(measured).rows()));
        List<Timing> growth = new Growth(measured).rows();
        if (!growth.isEmpty()) {
            text.append("\n## Growth\n\n").append(table.timings(growth));
        }
        if (!figures.isEmpty()) {
            text.append("\n## Process\n\n").append(table.figures(figures));
        }
        return text.toString();
    }
}
