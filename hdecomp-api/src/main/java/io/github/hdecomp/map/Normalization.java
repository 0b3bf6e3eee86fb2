package io.github.hdecomp.map;

import io.github.hdecomp.tensor.Tensor;

/** Brings the values of a map to 0 … 1. A map that gives no scale becomes zeros, never NaN. */
public enum Normalization {
    /** (v - min) / (max - min): the smallest value becomes 0, the largest 1; zeros if all are equal. */
    MIN_MAX {
        @Override
        public boolean applyInPlace(float[] values) {
            float min = Float.POSITIVE_INFINITY;
            float max = Float.NEGATIVE_INFINITY;
            for (float value : values) {
                min = Math.min(min, value);
                max = Math.max(max, value);
            }
            return scale(values, min, max);
        }
    },

    /** v / max: zero stays zero, the largest value becomes 1; zeros if none is positive. Negative values stay negative. */
    MAX {
        @Override
        public boolean applyInPlace(float[] values) {
            float max = 0;
            for (float value : values) {
                max = Math.max(max, value);
            }
            return scale(values, 0, max);
        }
    },

    /** max(v, 0) / max: the positive part; zeros if no value is positive. */
    POSITIVE {
        @Override
        public boolean applyInPlace(float[] values) {
            for (int i = 0; i < values.length; i++) {
                values[i] = Math.max(values[i], 0);
            }
            return MAX.applyInPlace(values);
        }
    };

    /**
     * Normalises values where they stand.
     *
     * @param values finite. Modified.
     * @return false if they gave no scale, so that all are zero now
     */
    public abstract boolean applyInPlace(float[] values);

    /**
     * Normalises a map.
     *
     * @param map finite values of any shape
     * @return the same shape
     */
    public Tensor apply(Tensor map) {
        float[] values = map.toArray();
        applyInPlace(values);
        return Tensor.adopt(map.shape(), values);
    }

    private static boolean scale(float[] values, float zero, float one) {
        double range = (double) one - zero;
        boolean scaled = range > 0 && range >= Float.MIN_NORMAL;
        double factor = scaled ? 1 / range : 0;
        for (int i = 0; i < values.length; i++) {
            values[i] = scaled ? (float) (((double) values[i] - zero) * factor) : 0;
        }
        return scaled;
    }
}
