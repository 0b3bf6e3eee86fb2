package io.github.hdecomp.metric;

import io.github.hdecomp.map.Reduction;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.statistics.Correlation;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * How much of an explanation is left when the network has lost what it learned: Spearman's correlation over all pixels of the
 * maps of the network and of one with other weights, for the same picture and class (Adebayo et al., Sanity checks for saliency
 * maps, 2018). A method whose maps hardly change does not explain what was learned. Maps are enlarged first.
 *
 * @param randomised the network with some or all weights drawn anew; it stays open
 * @param signed whether maps are sums over channels, not sums of magnitudes
 * @param clipped whether values beyond the 99th percentile count as equal to it, as the authors' pictures do
 */
public record SanityCheck(Model randomised, boolean signed, boolean clipped) implements Metric {
    private static final double PERCENTILE = 0.99;

    /**
     * The check of magnitudes, clipped.
     *
     * @param randomised the network with other weights
     * @return the defaults
     */
    public static SanityCheck of(Model randomised) {
        return new SanityCheck(randomised, false, true);
    }

    @Override
    public String name() {
        return signed ? "sanity-check-signed" : "sanity-check";
    }

    /** Names the other network by its weights. */
    @Override
    public String toString() {
        return "SanityCheck[randomised=" + randomised.weightsSha256() + ", signed=" + signed + ", clipped=" + clipped
                + "]";
    }

    @Override
    public Direction direction() {
        return Direction.LOWER_IS_BETTER;
    }

    @Override
    public Range range() {
        return Range.CORRELATION;
    }

    @Override
    public Set<Need> needs() {
        return EnumSet.of(Need.MODEL, Need.METHOD);
    }

    @Override
    public Effort effort(Shape input) {
        return new Effort(0, 1);
    }

    @Override
    public Score score(Explanation explanation) {
        Question question = explanation.question();
        Reduction reduction = signed ? Reduction.SUM : Reduction.SUM_OF_MAGNITUDES;
        Explanation before = Explanation.of(question, explanation.method(), explanation.attribution(), reduction);
        Explanation after = Explanation.of(
                question,
                explanation.method(),
                explanation.method().explain(randomised, question.input(), question.target()),
                reduction);
        OptionalDouble correlation = correlation(before.inputMap(), after.inputMap());
        return correlation.isPresent()
                ? Score.of(correlation.getAsDouble())
                : Score.undefined("one of the two maps is constant, so that it has no ranks");
    }

    /**
     * How alike two maps are, whichever networks and decisions they are of.
     *
     * @param before a map, reduced as {@link #signed} says
     * @param after another of the same size
     * @return Spearman's correlation over all cells, -1 … 1; empty if one of them is constant
     */
    public OptionalDouble correlation(Tensor before, Tensor after) {
        return Correlation.spearman(values(before), values(after));
    }

    private double[] values(Tensor map) {
        double[] values = new double[map.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = map.get(i);
        }
        if (clipped) {
            clip(values);
        }
        return values;
    }

    /** Ranks change only where clipping makes values equal: above the percentile, and for signed maps below -3 of it. */
    private void clip(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double place = PERCENTILE * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        double percentile = sorted[below] + (place - below) * (sorted[above] - sorted[below]);
        double most = signed ? Math.abs(percentile) : percentile;
        double least = signed ? -3 * most : Double.NEGATIVE_INFINITY;
        boolean degenerate = signed ? most == 0 : percentile == sorted[0];
        for (int i = 0; i < values.length && !degenerate; i++) {
            values[i] = Math.min(Math.max(values[i], least), most);
        }
    }
}
