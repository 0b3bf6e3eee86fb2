package io.github.hdecomp.benchmarks.report;

import java.util.List;
import java.util.Locale;

/** Writes rows as a table of Markdown. */
public final class Table {
    private static final String MISSING = "not measured";
    private static final String NONE = "";
    /** A time is good if it is within this factor of its floor. */
    private static final double FLOOR_FACTOR = 2;

    private final Rates rates;

    /**
     * A table on one machine.
     *
     * @param rates what it can do
     */
    public Table(Rates rates) {
        this.rates = rates;
    }

    /**
     * Comparisons.
     *
     * @param rows in order
     * @return lines
     */
    public String of(List<Row> rows) {
        StringBuilder lines = new StringBuilder("| work | against | ours ms | theirs ms | ratio | target | met "
                + "| GFLOP | GFLOP/s | of sgemm | floor ms | ours / floor |\n"
                + "|---|---|---|---|---|---|---|---|---|---|---|---|\n");
        rows.forEach(row -> lines.append(line(row)));
        return lines.toString();
    }

    private String line(Row row) {
        String target = Double.isNaN(row.target()) ? NONE : "≤ " + plain(row.target());
        String met = Double.isNaN(row.target()) ? NONE : met(row.ratio(), row.target());
        return "| " + row.work() + " | " + row.against() + " | " + significant(row.ours()) + " | "
                + significant(row.other()) + " | " + significant(row.ratio()) + " | " + target + " | " + met + " | "
                + counted(row) + " |\n";
    }

    private String counted(Row row) {
        double floor = rates.floorMillis(row.cost());
        if (floor == 0) {
            return String.join(" | ", NONE, NONE, NONE, NONE, NONE);
        }
        double speed = row.cost().gigaFlop() / (row.ours() / 1e3);
        double factor = row.ours() / floor;
        return String.join(
                " | ",
                significant(row.cost().gigaFlop()),
                String.format(Locale.ROOT, "%.0f", speed),
                String.format(Locale.ROOT, "%.0f %%", 100 * speed / rates.gigaFlops()),
                significant(floor),
                significant(factor) + (factor <= FLOOR_FACTOR ? NONE : " (> " + plain(FLOOR_FACTOR) + ")"));
    }

    private static String met(double value, double target) {
        if (Double.isNaN(value)) {
            return MISSING;
        }
        return value <= target ? "yes" : "**no**";
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    /** Three significant digits, as many as measurements bear. */
    private static String significant(double value) {
        if (Double.isNaN(value)) {
            return MISSING;
        }
        int digits = value == 0 ? 0 : (int) Math.floor(Math.log10(Math.abs(value)));
        return String.format(Locale.ROOT, "%,." + Math.max(0, 2 - digits) + "f", value);
    }
}
