package io.github.hdecomp.comparison;

import io.github.hdecomp.analysis.AnalysisProvenance;
import io.github.hdecomp.analysis.AnalysisResult;
import io.github.hdecomp.analysis.Figure;
import io.github.hdecomp.analysis.Table;
import io.github.hdecomp.data.BulkRun;
import io.github.hdecomp.metric.Metric;
import java.util.List;

/**
 * What a comparison of methods found.
 *
 * @param provenance what it was found with
 * @param failures the pictures that could not be used
 * @param metrics what is known of the metrics, in the order of the scores
 * @param methods one per method, in the order in which they were given
 * @param pictures what was found of each picture
 */
public record ComparisonResult(
        AnalysisProvenance provenance,
        List<BulkRun.Failure> failures,
        List<MetricInfo> metrics,
        List<MethodSummary> methods,
        List<BulkRun.Item<PictureAnswers>> pictures)
        implements AnalysisResult {

    /**
     * What readers of scores need to know.
     *
     * @param name the metric
     * @param higherIsBetter whether larger scores are better
     * @param unit what they are counted in; empty for plain numbers
     */
    public record MetricInfo(String name, boolean higherIsBetter, String unit) {}

    static ComparisonResult of(
            AnalysisProvenance provenance, MethodComparison comparison, BulkRun.Results<PictureAnswers> results) {
        List<MetricInfo> metrics =
                comparison.metrics().stream().map(ComparisonResult::info).toList();
        List<MethodSummary> methods = comparison.candidates().stream()
                .map(candidate -> new Tally(candidate.method().name(), results.values()).of(comparison.metrics()))
                .toList();
        return new ComparisonResult(provenance, results.failures(), metrics, methods, results.items());
    }

    private static MetricInfo info(Metric metric) {
        boolean higher = metric.direction().better(1, 0);
        return new MetricInfo(metric.name(), higher, metric.range().unit());
    }

    @Override
    public List<Table> tables() {
        return ComparisonTables.of(this);
    }

    /** None: the grid of maps is drawn by {@link ExampleMaps}. */
    @Override
    public List<Figure> figures() {
        return List.of();
    }
}
