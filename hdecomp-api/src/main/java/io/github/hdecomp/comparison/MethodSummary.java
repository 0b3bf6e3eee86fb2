package io.github.hdecomp.comparison;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was found of one method.
 *
 * @param method the method
 * @param explanations how many it made
 * @param milliseconds the median of how long one took, on top of the recorded pass; NaN if there are none
 * @param forwards the mean number of passes of the network over one picture
 * @param backwards the mean number of pull-backs
 * @param failures how often there was no explanation, by the reason why
 * @param remarks how often values were degenerate, by the reason why
 * @param scores one per metric
 */
public record MethodSummary(
        String method,
        int explanations,
        double milliseconds,
        double forwards,
        double backwards,
        Map<String, Integer> failures,
        Map<String, Integer> remarks,
        List<MetricSummary> scores) {

    /**
     * What one metric says of the method.
     *
     * @param metric the metric
     * @param mean averaged as the metric wants it; null if no score is defined
     * @param low the lower end of the mean's 95 % interval; null if no score is defined
     * @param high the upper end; null if no score is defined
     * @param chance the average of what random maps would score; null where that is not known
     * @param defined how many scores are defined
     * @param undefined how many are not
     * @param remarks how often scores were undefined or degenerate, by the reason why
     */
    public record MetricSummary(
            String metric,
            @Nullable Double mean,
            @Nullable Double low,
            @Nullable Double high,
            @Nullable Double chance,
            int defined,
            int undefined,
            Map<String, Integer> remarks) {}
}
