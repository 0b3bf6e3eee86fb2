package io.github.hdecomp.metric;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a metric says of one explanation.
 *
 * @param value the score; empty where it is undefined, never NaN
 * @param chance what a random map would score in expectation; empty where that is not known
 * @param remark why the score is undefined or degenerate, such as "the map is constant"; empty if it is neither
 */
public record Score(OptionalDouble value, OptionalDouble chance, Optional<String> remark) {

    /**
     * Checks that what is undefined says why.
     *
     * @param value see above
     * @param chance see above
     * @param remark see above
     * @throws ArithmeticException if a number is not finite
     */
    public Score {
        if (value.isEmpty() && remark.isEmpty()) {
            throw new IllegalArgumentException("score: it is undefined and does not say why; add a remark");
        }
        if (!Double.isFinite(value.orElse(0)) || !Double.isFinite(chance.orElse(0))) {
            throw new ArithmeticException("score: value " + value + " and chance " + chance
                    + ", expected finite numbers; an undefined score is an empty one with a remark");
        }
    }

    /**
     * A score.
     *
     * @param value a finite number
     * @return the score
     */
    public static Score of(double value) {
        return new Score(OptionalDouble.of(value), OptionalDouble.empty(), Optional.empty());
    }

    /**
     * A score beside that of a random map.
     *
     * @param value a finite number
     * @param chance what a random map would score
     * @return the score
     */
    public static Score of(double value, double chance) {
        return new Score(OptionalDouble.of(value), OptionalDouble.of(chance), Optional.empty());
    }

    /**
     * No score.
     *
     * @param why one sentence without a full stop
     * @return the undefined score
     */
    public static Score undefined(String why) {
        return new Score(OptionalDouble.empty(), OptionalDouble.empty(), Optional.of(why));
    }

    /**
     * This score with a remark.
     *
     * @param why one sentence without a full stop
     * @return the score
     */
    public Score remarked(String why) {
        return new Score(value, chance, Optional.of(why));
    }
}
