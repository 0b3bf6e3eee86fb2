package io.github.hdecomp.render;

import io.github.hdecomp.tensor.Tensor;
import io.github.hdecomp.tree.ActivationMap;
import java.util.List;

/**
 * The values that a palette's ends stand for. Values beyond them get the colour of the nearer end.
 *
 * @param low the value of the palette's beginning
 * @param high that of its end, at least {@code low}; equal to it where there is nothing to tell apart, and everything is then
 *     drawn as the beginning, or as the middle of a diverging palette
 */
public record Scale(double low, double high) {

    /**
     * Checks the order.
     *
     * @param low see above
     * @param high see above
     */
    public Scale {
        if (!Double.isFinite(low) || !Double.isFinite(high) || low > high) {
            throw new IllegalArgumentException(
                    "scale: from " + low + " to " + high + ", expected finite numbers in ascending order");
        }
    }

    /**
     * The scale of what speaks for something: from 0 to the largest value, negative values looking like 0.
     *
     * @param maps any number of maps, which share the scale
     * @return from 0 to the largest positive value, or to 0 if there is none
     */
    public static Scale positive(Tensor... maps) {
        double largest = 0;
        for (Tensor map : maps) {
            for (int i = 0; i < map.size(); i++) {
                largest = Math.max(largest, map.get(i));
            }
        }
        return new Scale(0, largest);
    }

    /**
     * {@link #positive} of the maps of nodes.
     *
     * @param maps any number of maps, which share the scale
     * @return from 0 to the largest positive value, or to 0 if there is none
     */
    public static Scale positive(List<ActivationMap> maps) {
        return positive(maps.stream().map(ActivationMap::values).toArray(Tensor[]::new));
    }

    /**
     * The scale of signed values: as far below 0 as above, for diverging palettes.
     *
     * @param maps any number of maps, which share the scale
     * @return from -m to m, where m is the largest magnitude
     */
    public static Scale signed(Tensor... maps) {
        double largest = 0;
        for (Tensor map : maps) {
            for (int i = 0; i < map.size(); i++) {
                largest = Math.max(largest, Math.abs(map.get(i)));
            }
        }
        return new Scale(-largest, largest);
    }

    /**
     * Where a value lies.
     *
     * @param value any number
     * @return 0 at the low end, 1 at the high end, not cut beyond them; 0 on a scale without extent
     */
    public double fraction(double value) {
        return high > low ? (value - low) / (high - low) : 0;
    }
}
