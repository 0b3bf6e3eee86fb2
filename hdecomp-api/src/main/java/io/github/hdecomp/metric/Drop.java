package io.github.hdecomp.metric;

import io.github.hdecomp.tensor.Shape;
import java.util.EnumSet;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Which part of the class's probability is lost when only what the explanation shows is left of the picture: max(0, Y - O) / Y,
 * where Y is the probability on the picture and O that on the masked one (Chattopadhay et al., Grad-CAM++, 2018).
 *
 * @param mask what the explanation shows
 */
public record Drop(PictureMask mask) implements Metric {

    /**
     * The soft mask of positive values.
     *
     * @return the defaults
     */
    public static Drop soft() {
        return new Drop(new PictureMask.Soft(Scaling.POSITIVE));
    }

    /**
     * The 15 % of places with the largest values.
     *
     * @return SISE's form
     */
    public static Drop top15() {
        return new Drop(new PictureMask.Top(0.15));
    }

    @Override
    public String name() {
        return "drop" + mask.suffix();
    }

    @Override
    public Direction direction() {
        return Direction.LOWER_IS_BETTER;
    }

    @Override
    public Range range() {
        return Range.PER_CENT;
    }

    @Override
    public Set<Need> needs() {
        return EnumSet.of(Need.MODEL, Need.CLASS);
    }

    @Override
    public Effort effort(Shape input) {
        return new Effort(1, 0);
    }

    @Override
    public Score score(Explanation explanation) {
        double whole = explanation.question().probability();
        OptionalDouble shown = MaskedPicture.probability(explanation, mask);
        if (shown.isEmpty()) {
            return Score.undefined(MaskedPicture.NOTHING_SHOWN);
        }
        return whole > 0
                ? Score.of(100 * Math.max(0, whole - shown.getAsDouble()) / whole)
                : Score.undefined("the class has a probability of 0 on the picture, so that none can be lost");
    }
}
