package io.github.hdecomp.analysis;

import io.github.hdecomp.attribution.Attribution;
import io.github.hdecomp.attribution.Saliency;
import io.github.hdecomp.data.BulkRun;
import io.github.hdecomp.map.Reduction;
import io.github.hdecomp.map.Upsampling;
import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.Prediction;
import io.github.hdecomp.model.Tape;
import io.github.hdecomp.statistics.Correlation;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How alike the maps of two networks are, by Spearman's correlation over all pixels (Adebayo et al. 2018, arXiv 1810.03292).
 * Maps are enlarged to the picture first. Magnitudes are cut at their 99th percentile, signed values at one time their 99th
 * percentile above and three times below, as in the authors' code; that makes ties, and so changes ranks.
 *
 * @param magnitudes of the sums over channels of the values' magnitudes; NaN if a map is constant
 * @param signed of the sums over channels of the values; NaN if a map is constant
 */
public record MapCorrelation(double magnitudes, double signed) {
    private static final MapCorrelation NONE = new MapCorrelation(Double.NaN, Double.NaN);
    private static final double PERCENTILE = 0.99;

    /**
     * The correlation of two maps of one picture.
     *
     * @param first of one network
     * @param second of another
     * @param picture the shape of the networks' input
     * @return the correlation
     */
    public static MapCorrelation of(Attribution first, Attribution second, Shape picture) {
        return new MapCorrelation(
                Correlation.spearman(
                                map(first, Reduction.SUM_OF_MAGNITUDES, picture, 0),
                                map(second, Reduction.SUM_OF_MAGNITUDES, picture, 0))
                        .orElse(Double.NaN),
                Correlation.spearman(map(first, Reduction.SUM, picture, -3), map(second, Reduction.SUM, picture, -3))
                        .orElse(Double.NaN));
    }

    /** The map that is ranked: cut above at the percentile, below at a multiple of its magnitude. */
    private static double[] map(Attribution attribution, Reduction reduction, Shape picture, double below) {
        Tensor map = reduction.map(attribution.values());
        boolean full = map.shape().extent(0) == picture.height() && map.shape().extent(1) == picture.width();
        Tensor whole = full ? map : Upsampling.BILINEAR.apply(map, picture.height(), picture.width());
        double[] values = new double[whole.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = whole.get(i);
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double place = PERCENTILE * (sorted.length - 1);
        double low = sorted[(int) place];
        double high = sorted[Math.min((int) place + 1, sorted.length - 1)];
        double percentile = low + (place - (int) place) * (high - low);
        double span = below == 0 ? percentile : Math.abs(percentile);
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.max(below * span, Math.min(values[i], span));
        }
        return values;
    }

    /** The correlations of several methods on one picture, by method, each network explaining a class of its own. */
    static Map<String, MapCorrelation> all(
            List<Saliency> methods, Study.Seen seen, Model first, Model second, boolean ownClass) {
        Map<String, MapCorrelation> correlations = new LinkedHashMap<>();
        try (Tape one = first.record(seen.input());
                Tape other = second.record(seen.input())) {
            int explained = new Prediction(one.logits(), List.of()).classId();
            int otherClass = ownClass ? new Prediction(other.logits(), List.of()).classId() : explained;
            for (Saliency method : methods) {
                correlations.put(
                        method.name(),
                        of(
                                method.explain(one, new ClassDecision(explained)),
                                method.explain(other, new ClassDecision(otherClass)),
                                first.spec().input()));
            }
        }
        return correlations;
    }

    /**
     * The correlations of one picture.
     *
     * @param byMethod by the name of the method
     */
    public record Picture(Map<String, MapCorrelation> byMethod) {}

    static List<Double> magnitudes(List<BulkRun.Item<Picture>> pictures, String method) {
        return pictures.stream()
                .map(picture ->
                        picture.value().byMethod().getOrDefault(method, NONE).magnitudes())
                .toList();
    }

    static List<Double> signed(List<BulkRun.Item<Picture>> pictures, String method) {
        return pictures.stream()
                .map(picture ->
                        picture.value().byMethod().getOrDefault(method, NONE).signed())
                .toList();
    }
}
