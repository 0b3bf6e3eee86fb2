package io.github.hdecomp.comparison;

import io.github.hdecomp.attribution.Attribution;
import io.github.hdecomp.attribution.Cost;
import io.github.hdecomp.attribution.Saliency;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Tape;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/**
 * No explanation: independent uniform values on a coarse grid of places, drawn anew for every picture.
 *
 * @param cells places per side, at least 1
 * @param seed the same seed draws the same values
 */
public record RandomControl(int cells, long seed) implements Saliency {

    /**
     * Checks the range.
     *
     * @param cells see above
     * @param seed see above
     */
    public RandomControl {
        if (cells < 1) {
            throw new IllegalArgumentException("random: " + cells + " cells per side, expected at least 1");
        }
    }

    /**
     * As coarse as the last layer of many networks: 13 by 13 places.
     *
     * @return the defaults
     */
    public static RandomControl defaults() {
        return new RandomControl(13, 0);
    }

    @Override
    public String name() {
        return "random";
    }

    /** The values depend on the picture, by its logits, so that many pictures are many draws. */
    @Override
    public Attribution explain(Tape tape, Decision target) {
        SplittableRandom random =
                new SplittableRandom(seed ^ ((long) tape.logits().hashCode() << 20));
        float[] values = new float[cells * cells];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble();
        }
        return new Attribution(
                name(),
                target,
                Tap.INPUT,
                Attribution.Kind.PLACES,
                Tensor.adopt(Shape.of(1, cells, cells), values),
                new Cost(0, 0),
                OptionalDouble.empty(),
                Optional.empty());
    }
}
