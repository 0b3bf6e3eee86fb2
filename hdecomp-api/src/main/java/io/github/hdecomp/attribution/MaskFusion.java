package io.github.hdecomp.attribution;

import io.github.hdecomp.map.OtsuThreshold;

/** How the map E of lower layers and the map V of the next one become one: E' = (E + V) · T(V). */
public enum MaskFusion {
    /** T is 1 where V reaches its Otsu threshold, else 0, as in the paper. */
    HARD {
        @Override
        float[] gate(float[] map) {
            double threshold = OtsuThreshold.of(map).value();
            float[] gate = new float[map.length];
            for (int i = 0; i < map.length; i++) {
                gate[i] = map[i] >= threshold ? 1 : 0;
            }
            return gate;
        }
    },

    /**
     * T = 1 / (1 + exp(-100 (V - t))), as in the authors' code: t is one and a half times the Otsu threshold if fewer than a
     * tenth of the places lie above that, else the threshold itself.
     */
    SOFT {
        @Override
        float[] gate(float[] map) {
            double threshold = softThreshold(map);
            float[] gate = new float[map.length];
            for (int i = 0; i < map.length; i++) {
                gate[i] = (float) (1 / (1 + Math.exp(-STEEPNESS * (map[i] - threshold))));
            }
            return gate;
        }
    },

    /** T = V. */
    PRODUCT {
        @Override
        float[] gate(float[] map) {
            return map;
        }
    };

    private static final double STEEPNESS = 100;
    private static final int BINS = 256;

    /** T of a map of 0 … 1. */
    abstract float[] gate(float[] map);

    /** Adds the next map to those of lower layers, in place. */
    void fuse(float[] lower, float[] map) {
        float[] gate = gate(map);
        for (int i = 0; i < lower.length; i++) {
            lower[i] = (lower[i] + map[i]) * gate[i];
        }
    }

    /** Bins of round(256 V), the last one closed; cut below a bin, where the variance between the classes is largest. */
    private static double softThreshold(float[] map) {
        long[] histogram = new long[BINS];
        double total = 0;
        for (float value : map) {
            int bin = Math.min((int) Math.rint(BINS * (double) value), BINS - 1);
            histogram[bin]++;
            total += bin;
        }
        int cut = 1;
        double largest = -1;
        long below = 0;
        double sum = 0;
        for (int j = 1; j < BINS; j++) {
            below += histogram[j - 1];
            sum += (j - 1.0) * histogram[j - 1];
            long above = map.length - below;
            if (below > 0 && above > 0) {
                double difference = sum / below - (total - sum) / above;
                double between = (double) below * above * difference * difference;
                if (between > largest) {
                    largest = between;
                    cut = j;
                }
            }
        }
        long high = 0;
        for (int bin = (int) Math.rint(1.5 * cut); bin < BINS; bin++) {
            high += histogram[bin];
        }
        return (10 * high < map.length ? 1.5 : 1.0) * cut / BINS;
    }
}
