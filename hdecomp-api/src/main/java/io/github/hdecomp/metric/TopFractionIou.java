package io.github.hdecomp.metric;

import io.github.hdecomp.map.Mask;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.EnumSet;
import java.util.Set;

/**
 * How well the places of the largest values cover the objects of the class: intersection over union of the two (the mIoU of
 * Sattarzadeh et al., SISE, 2021, who take a fifth of the places).
 *
 * @param fraction which part of the places are taken, above 0 and at most 1
 */
public record TopFractionIou(double fraction) implements Metric {

    /**
     * Checks the range.
     *
     * @param fraction see above
     */
    public TopFractionIou {
        if (!(fraction > 0 && fraction <= 1)) {
            throw new IllegalArgumentException(
                    "top fraction: " + fraction + ", expected a part of the places above 0 and at most 1");
        }
    }

    /**
     * A fifth of the places.
     *
     * @return the defaults
     */
    public static TopFractionIou defaults() {
        return new TopFractionIou(0.2);
    }

    @Override
    public String name() {
        return "top-fraction-iou";
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
        return EnumSet.of(Need.OBJECT);
    }

    @Override
    public Effort effort(Shape input) {
        return Effort.NONE;
    }

    @Override
    public Score score(Explanation explanation) {
        Mask mask = explanation.object(this).mask();
        if (mask.area() == 0) {
            return Score.undefined("no object lies in the part of the picture that the network sees");
        }
        Tensor map = explanation.map(mask.size());
        if (Ranking.isConstant(map)) {
            return Score.undefined("the map is constant, so that it has no top");
        }
        int count = Math.max(1, (int) Math.round(fraction * map.size()));
        int inside = TopPlaces.inside(map, count, mask);
        double expected = count * mask.share();
        return Score.of(
                100.0 * inside / (count + mask.area() - inside), 100 * expected / (count + mask.area() - expected));
    }
}
