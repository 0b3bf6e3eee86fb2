package io.github.hdecomp.metric;

import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.EnumSet;
import java.util.Set;

/**
 * How fast the class is found when the places of the largest values are given back first: the area under the probability of
 * the class over the part of the pixels that are the picture's (Petsiuk et al., RISE, 2018). Equal values are taken in row-major
 * order, where RISE's code reverses it.
 *
 * @param rows how many rows' worth of pixels come at once, at least 1
 * @param start the picture before the first of them
 */
public record Insertion(int rows, Start start) implements Metric {

    /** The picture that pixels are put into. */
    public enum Start {
        /** The picture itself, blurred so far that the class is not seen: RISE's choice. */
        BLURRED,
        /** Zero everywhere, the mean colour where inputs are normalised. */
        ZERO
    }

    /**
     * Checks the range.
     *
     * @param rows see above
     * @param start see above
     */
    public Insertion {
        if (rows < 1) {
            throw new IllegalArgumentException("insertion: " + rows + " rows at once, expected at least 1");
        }
    }

    /**
     * Eight rows at once, as in RISE's evaluation of many pictures, into the blurred picture.
     *
     * @return the defaults
     */
    public static Insertion defaults() {
        return new Insertion(8, Start.BLURRED);
    }

    @Override
    public String name() {
        return "insertion";
    }

    @Override
    public Direction direction() {
        return Direction.HIGHER_IS_BETTER;
    }

    @Override
    public Range range() {
        return Range.PROBABILITY;
    }

    @Override
    public Set<Need> needs() {
        return EnumSet.of(Need.MODEL, Need.CLASS);
    }

    @Override
    public Effort effort(Shape input) {
        return new Effort(PixelCurve.steps(input, rows) + 1, 0);
    }

    /**
     * The probabilities behind the score.
     *
     * @param explanation says in which order pixels come
     * @return from the start to the whole picture
     */
    public double[] curve(Explanation explanation) {
        Tensor input = explanation.question().input();
        float[] from = start == Start.BLURRED ? Blur.apply(input) : new float[input.size()];
        return PixelCurve.of(explanation, from, input.toArray(), rows);
    }

    @Override
    public Score score(Explanation explanation) {
        return Remarks.onOrder(Score.of(PixelCurve.area(curve(explanation))), explanation);
    }
}
