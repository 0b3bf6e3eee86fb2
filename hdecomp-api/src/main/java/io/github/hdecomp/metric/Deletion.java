package io.github.hdecomp.metric;

import io.github.hdecomp.tensor.Shape;
import java.util.EnumSet;
import java.util.Set;

/**
 * How fast the class is lost when the places of the largest values are taken from the picture first: the area under the
 * probability of the class over the part of the pixels that are 0 (Petsiuk et al., RISE, 2018). Zero is the mean colour where
 * inputs are normalised. Equal values are taken in row-major order, where RISE's code reverses it.
 *
 * @param rows how many rows' worth of pixels go at once, at least 1
 */
public record Deletion(int rows) implements Metric {

    /**
     * Checks the range.
     *
     * @param rows see above
     */
    public Deletion {
        if (rows < 1) {
            throw new IllegalArgumentException("deletion: " + rows + " rows at once, expected at least 1");
        }
    }

    /**
     * Eight rows at once, as in RISE's evaluation of many pictures: 29 forwards at 224 × 224.
     *
     * @return the defaults
     */
    public static Deletion defaults() {
        return new Deletion(8);
    }

    @Override
    public String name() {
        return "deletion";
    }

    @Override
    public Direction direction() {
        return Direction.LOWER_IS_BETTER;
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
     * @param explanation says in which order pixels go
     * @return from the whole picture to the empty one
     */
    public double[] curve(Explanation explanation) {
        float[] picture = explanation.question().input().toArray();
        return PixelCurve.of(explanation, picture, new float[picture.length], rows);
    }

    @Override
    public Score score(Explanation explanation) {
        return Remarks.onOrder(Score.of(PixelCurve.area(curve(explanation))), explanation);
    }
}
