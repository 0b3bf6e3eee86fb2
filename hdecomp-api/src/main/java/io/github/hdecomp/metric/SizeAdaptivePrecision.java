package io.github.hdecomp.metric;

import io.github.hdecomp.map.Mask;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.EnumSet;
import java.util.Set;

/**
 * Which part of the places of the largest values lies on the objects of the class, when as many places are taken as the
 * objects have (the Bbox score of Sattarzadeh et al., SISE, 2021; after Schulz et al., 2020). Small and large objects weigh the
 * same.
 */
public record SizeAdaptivePrecision() implements Metric {

    @Override
    public String name() {
        return "size-adaptive-precision";
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
        int inside = TopPlaces.inside(map, mask.area(), mask);
        return Score.of(100.0 * inside / mask.area(), 100 * mask.share());
    }
}
