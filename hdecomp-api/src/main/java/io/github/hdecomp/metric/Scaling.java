package io.github.hdecomp.metric;

import io.github.hdecomp.map.Normalization;
import io.github.hdecomp.tensor.Tensor;

/** How a signed map becomes one of values from 0 to 1. */
public enum Scaling {
    /**
     * What is negative becomes 0, then smallest and largest value become 0 and 1. Maps of contributions keep their zero, and
     * maps that are positive everywhere lose what all places have in common.
     */
    POSITIVE {
        @Override
        float floor(float value) {
            return Math.max(value, 0);
        }
    },

    /** Smallest and largest value become 0 and 1. */
    WHOLE {
        @Override
        float floor(float value) {
            return value;
        }
    };

    abstract float floor(float value);

    /**
     * The scaled values.
     *
     * @param map any map
     * @return values from 0 to 1 in row-major order; all 0 if the map is constant after the first step
     */
    float[] apply(Tensor map) {
        float[] scaled = map.toArray();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = floor(scaled[i]);
        }
        Normalization.MIN_MAX.applyInPlace(scaled);
        return scaled;
    }
}
