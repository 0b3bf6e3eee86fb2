package io.github.hdecomp.comparison;

import io.github.hdecomp.analysis.Table;
import io.github.hdecomp.comparison.MethodSummary.MetricSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** A comparison as tables: methods by metrics, and whatever was undefined, degenerate or failed. */
final class ComparisonTables {
    private final ComparisonResult result;

    private ComparisonTables(ComparisonResult result) {
        this.result = result;
    }

    static List<Table> of(ComparisonResult result) {
        ComparisonTables tables = new ComparisonTables(result);
        List<Table> all = new ArrayList<>(List.of(tables.scores()));
        Table odd = tables.remarks();
        if (!odd.rows().isEmpty()) {
            all.add(odd);
        }
        return all;
    }

    /** Means with their intervals, the best of each column in bold type. */
    private Table scores() {
        List<String> columns = new ArrayList<>(List.of("method", "explanations", "ms", "forwards", "backwards"));
        for (ComparisonResult.MetricInfo metric : result.metrics()) {
            String unit = metric.unit().isEmpty() ? "" : " " + metric.unit();
            columns.add(metric.name() + unit + (metric.higherIsBetter() ? " ↑" : " ↓"));
        }
        List<List<String>> rows = new ArrayList<>();
        for (MethodSummary method : result.methods()) {
            List<String> row = new ArrayList<>(List.of(
                    method.method(),
                    String.valueOf(method.explanations()),
                    time(method),
                    count(method.forwards()),
                    count(method.backwards())));
            for (int i = 0; i < result.metrics().size(); i++) {
                row.add(cell(method.scores().get(i), i));
            }
            rows.add(row);
        }
        chance().ifPresent(rows::add);
        return new Table(
                "Means over explanations with their 95 % intervals (↑ higher is better, ↓ lower is better, the best in bold);"
                        + " median time of a method on top of the recorded pass",
                columns, rows);
    }

    private static String time(MethodSummary method) {
        return Double.isNaN(method.milliseconds()) ? "" : number(method.milliseconds());
    }

    private static String count(double mean) {
        return mean == Math.rint(mean) ? String.valueOf((long) mean) : String.format(Locale.ROOT, "%.1f", mean);
    }

    private String cell(MetricSummary score, int metric) {
        Double mean = score.mean();
        if (mean == null) {
            return score.undefined() == 0 ? "" : "undefined";
        }
        String text = number(mean) + " [" + number(Objects.requireNonNull(score.low())) + ", "
                + number(Objects.requireNonNull(score.high())) + "]";
        return isBest(mean, metric) ? "**" + text + "**" : text;
    }

    /** Whether no method is better, and some are worse. */
    private boolean isBest(double mean, int metric) {
        boolean higher = result.metrics().get(metric).higherIsBetter();
        List<Double> others = result.methods().stream()
                .map(method -> method.scores().get(metric).mean())
                .filter(Objects::nonNull)
                .toList();
        return others.stream().allMatch(other -> higher ? other <= mean : other >= mean)
                && others.stream().anyMatch(other -> other != mean);
    }

    /** What random maps would score, where metrics know. */
    private Optional<List<String>> chance() {
        List<String> row = new ArrayList<>(List.of("*by chance*", "", "", "", ""));
        boolean known = false;
        for (int i = 0; i < result.metrics().size(); i++) {
            int metric = i;
            Optional<Double> level = result.methods().stream()
                    .map(method -> method.scores().get(metric).chance())
                    .filter(Objects::nonNull)
                    .findFirst();
            known |= level.isPresent();
            row.add(level.map(ComparisonTables::number).orElse(""));
        }
        return known ? Optional.of(row) : Optional.empty();
    }

    private Table remarks() {
        List<List<String>> rows = new ArrayList<>();
        for (MethodSummary method : result.methods()) {
            add(rows, method.method(), "no explanation", method.failures());
            add(rows, method.method(), "degenerate", method.remarks());
            for (MetricSummary score : method.scores()) {
                add(rows, method.method(), score.metric(), score.remarks());
            }
        }
        return new Table("What was undefined or degenerate", List.of("method", "where", "how often", "why"), rows);
    }

    private static void add(List<List<String>> rows, String method, String where, Map<String, Integer> counts) {
        new TreeMap<>(counts).forEach((why, count) -> rows.add(List.of(method, where, String.valueOf(count), why)));
    }

    /** Three digits that count, but no more than three behind the point. */
    static String number(double value) {
        double magnitude = Math.abs(value);
        int digits = magnitude >= 100 ? 0 : magnitude >= 10 ? 1 : magnitude >= 1 ? 2 : 3;
        return magnitude > 0 && magnitude < 0.001
                ? String.format(Locale.ROOT, "%.1e", value)
                : String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}
