package io.github.hdecomp.analysis;

import io.github.hdecomp.analysis.ChannelGroundTruth.Estimator;
import io.github.hdecomp.analysis.ChannelGroundTruth.Row;
import io.github.hdecomp.statistics.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Correlations with the ground truth in the form of the paper's Table 1: estimators down, layers across. */
final class CorrelationTable {
    private CorrelationTable() {}

    static List<Table> of(List<Row> rows) {
        List<Table> tables = new ArrayList<>();
        for (String fill : distinct(rows, Row::fill)) {
            List<Row> filled =
                    rows.stream().filter(row -> row.fill().equals(fill)).toList();
            List<String> pairs = distinct(filled, CorrelationTable::pair);
            List<String> columns = new ArrayList<>(List.of("estimator"));
            columns.addAll(pairs);
            List<List<Object>> lines = new ArrayList<>();
            for (Estimator estimator : Estimator.values()) {
                List<Object> line = new ArrayList<>(List.of(estimator));
                filled.stream()
                        .filter(row -> row.estimator() == estimator)
                        .forEach(row -> line.add(new Summary(row.mean(), row.interval(), row.n(), row.undefined())));
                lines.add(line);
            }
            tables.add(Table.of("Pearson's correlation with the drop, channels replaced by " + fill, columns, lines));
        }
        return tables;
    }

    static List<Figure> figures(List<Row> rows) {
        List<Figure> figures = new ArrayList<>();
        for (String fill : distinct(rows, Row::fill)) {
            List<Row> filled =
                    rows.stream().filter(row -> row.fill().equals(fill)).toList();
            List<String> pairs = distinct(filled, CorrelationTable::pair);
            List<Figure.Series> series = new ArrayList<>();
            for (Estimator estimator : Estimator.values()) {
                List<Double> means = filled.stream()
                        .filter(row -> row.estimator() == estimator)
                        .map(Row::mean)
                        .toList();
                series.add(Figure.Series.bars(estimator.name(), pairs, means));
            }
            figures.add(new Figure(
                    "pcc-" + fill,
                    "Channels replaced by " + fill,
                    "decisions → channels",
                    "Pearson's correlation",
                    Figure.Kind.BARS,
                    series));
        }
        return figures;
    }

    private static String pair(Row row) {
        return row.from() + " → " + row.to();
    }

    private static List<String> distinct(List<Row> rows, Function<Row, String> key) {
        return rows.stream().map(key).distinct().toList();
    }
}
