package io.github.hdecomp.metric;

import io.github.hdecomp.map.Mask;
import io.github.hdecomp.tensor.Shape;
import java.util.EnumSet;
import java.util.Set;

/**
 * Which part of the map's energy lies on the objects of the class (Wang et al., Score-CAM, 2020): the sum of the values there
 * over the sum of all. Several boxes count as their union. A map that is even all over scores the part of the picture that the
 * objects cover, which is reported as chance.
 *
 * @param scaling how signed maps become ones of energies
 */
public record EnergyPointingGame(Scaling scaling) implements Metric {

    /**
     * Only positive values have energy.
     *
     * @return the defaults
     */
    public static EnergyPointingGame defaults() {
        return new EnergyPointingGame(Scaling.POSITIVE);
    }

    @Override
    public String name() {
        return "energy-pointing-game";
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
        float[] energies = scaling.apply(explanation.map(mask.size()));
        double inside = 0;
        double all = 0;
        for (int i = 0; i < energies.length; i++) {
            all += energies[i];
            inside += mask.contains(i) ? energies[i] : 0;
        }
        return all > 0
                ? Score.of(100 * inside / all, 100 * mask.share())
                : Score.undefined("the map has no energy: it is constant or nowhere positive");
    }
}
