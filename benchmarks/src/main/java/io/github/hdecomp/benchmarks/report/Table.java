package io.github.hdecomp.benchmarks.report;

import static io.github.hdecomp.benchmarks.report.Numbers.NONE;
import static io.github.hdecomp.benchmarks.report.Numbers.atMost;
import static io.github.hdecomp.benchmarks.report.Numbers.met;
import static io.github.hdecomp.benchmarks.report.Numbers.plain;
import static io.github.hdecomp.benchmarks.report.Numbers.significant;
import static io.github.hdecomp.benchmarks.report.Numbers.whole;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes results as tables of Markdown. */
final class Table {
    /** A time is good if it is within this factor of its floor. */
    private static final double FLOOR_FACTOR = 2;

    private static final List<String> COUNTED = List.of("GFLOP", "GFLOP/s", "of sgemm", "floor ms", "ours / floor");

    private final Rates rates;

    Table(Rates rates) {
        this.rates = rates;
    }

    String comparisons(List<Comparison> rows) {
        List<String> columns = List.of("work", "against", "ours ms", "other ms", "ratio", "target", "met");
        return header(columns, COUNTED) + lines(rows, this::line);
    }

    private String line(Comparison row) {
        return cells(
                row.ours().work(),
                row.against(),
                significant(row.ours().millis()),
                significant(row.other()),
                significant(row.ratio()),
                atMost(row.target()),
                met(row.ratio(), row.target()),
                counted(row.ours()));
    }

    String timings(List<Timing> rows) {
        return header(List.of("work", "ours ms"), COUNTED)
                + lines(rows, row -> cells(row.work(), significant(row.millis()), counted(row)));
    }

    String figures(List<Figure> rows) {
        return header(List.of("figure", "measured", "target", "met"), List.of())
                + lines(
                        rows,
                        row -> cells(
                                row.what(),
                                (significant(row.value()) + " " + row.unit()).strip(),
                                Double.isNaN(row.target()) ? NONE : (atMost(row.target()) + " " + row.unit()).strip(),
                                met(row.value(), row.target())));
    }

    /** The cells that follow from the number of operations, or empty ones where nothing was counted. */
    private String counted(Timing timing) {
        double floor = rates.floorMillis(timing.cost());
        if (!(floor > 0)) {
            return String.join(" | ", COUNTED.stream().map(column -> NONE).toList());
        }
        double speed = timing.cost().gigaFlop() / (timing.millis() / 1e3);
        double factor = timing.millis() / floor;
        return String.join(
                " | ",
                significant(timing.cost().gigaFlop()),
                whole(speed),
                whole(100 * speed / rates.gigaFlops()) + " %",
                significant(floor),
                significant(factor) + (factor <= FLOOR_FACTOR ? NONE : " (> " + plain(FLOOR_FACTOR) + ")"));
    }

    private static String header(List<String> columns, List<String> more) {
        List<String> all = Stream.of(columns, more).flatMap(List::stream).toList();
        return cells(all.toArray(String[]::new)) + "|---".repeat(all.size()) + "|\n";
    }

    private static <T> String lines(List<T> rows, Function<T, String> line) {
        return rows.stream().map(line).collect(Collectors.joining());
    }

    private static String cells(String... cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }
}
