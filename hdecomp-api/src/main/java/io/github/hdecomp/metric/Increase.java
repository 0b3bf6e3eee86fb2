package io.github.hdecomp.metric;

import io.github.hdecomp.tensor.Shape;
import java.util.EnumSet;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Whether the class becomes more probable when only what the explanation shows is left of the picture; over many pictures,
 * for which part of them it does (Chattopadhay et al., Grad-CAM++, 2018).
 *
 * @param mask what the explanation shows
 */
public record Increase(PictureMask mask) implements Metric {

    /**
     * The soft mask of positive values.
     *
     * @return the defaults
     */
    public static Increase soft() {
        return new Increase(new PictureMask.Soft(Scaling.POSITIVE));
    }

    /**
     * The 15 % of places with the largest values.
     *
     * @return SISE's form
     */
    public static Increase top15() {
        return new Increase(new PictureMask.Top(0.15));
    }

    @Override
    public String name() {
        return "increase" + mask.suffix();
    }

    @Override
    public Direction direction() {
        return Direction.HIGHER_IS_BETTER;
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
        OptionalDouble shown = MaskedPicture.probability(explanation, mask);
        return shown.isPresent()
                ? Score.of(shown.getAsDouble() > explanation.question().probability() ? 100 : 0)
                : Score.undefined(MaskedPicture.NOTHING_SHOWN);
    }
}
