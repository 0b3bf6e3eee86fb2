package io.github.hdecomp.analysis;

import io.github.hdecomp.statistics.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Words and numbers in rows and columns, for people.
 *
 * @param title what it shows, in one line
 * @param columns their headings
 * @param rows each with a cell per column
 */
public record Table(String title, List<String> columns, List<List<String>> rows) {

    /**
     * Keeps copies of the lists.
     *
     * @param title see above
     * @param columns see above
     * @param rows see above
     */
    public Table {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        for (List<String> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException(title + ": a row of " + row.size() + " cells, expected "
                        + columns.size() + ", one for each of " + columns);
            }
        }
    }

    static Table of(String title, List<String> columns, List<List<Object>> rows) {
        List<List<String>> written = new ArrayList<>();
        for (List<Object> row : rows) {
            written.add(row.stream().map(Table::cell).toList());
        }
        return new Table(title, columns, written);
    }

    private static String cell(Object value) {
        if (value instanceof Summary summary) {
            return cell(summary.mean())
                    + (summary.n() == 0
                            ? ""
                            : " [" + cell(summary.interval().low()) + ", "
                                    + cell(summary.interval().high()) + "]");
        }
        if (value instanceof Double number) {
            return Double.isNaN(number) ? "undefined" : String.format(Locale.ROOT, "%.3f", number);
        }
        return String.valueOf(value);
    }
}
