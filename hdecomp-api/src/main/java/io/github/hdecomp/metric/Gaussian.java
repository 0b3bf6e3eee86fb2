package io.github.hdecomp.metric;

import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;

/** Separable Gaussian windows. */
final class Gaussian {
    private static final double REACH = 4;

    private Gaussian() {}

    /**
     * Smooths a map, whose border goes on beyond it.
     *
     * @param map shape (H, W)
     * @param share the standard deviation as a share of the longer side; 0 for none
     */
    static Tensor smooth(Tensor map, double share) {
        int height = map.shape().extent(0);
        int width = map.shape().extent(1);
        double deviation = share * Math.max(height, width);
        int radius = (int) Math.ceil(REACH * deviation);
        if (radius == 0) {
            return map;
        }
        double[] weights = window(radius, deviation);
        float[] rows = new float[map.size()];
        float[] smooth = new float[map.size()];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double sum = 0;
                for (int d = -radius; d <= radius; d++) {
                    sum += weights[d + radius] * map.get(y * width + Math.min(Math.max(x + d, 0), width - 1));
                }
                rows[y * width + x] = (float) sum;
            }
        }
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double sum = 0;
                for (int d = -radius; d <= radius; d++) {
                    sum += weights[d + radius] * rows[Math.min(Math.max(y + d, 0), height - 1) * width + x];
                }
                smooth[y * width + x] = (float) sum;
            }
        }
        return Tensor.adopt(Shape.of(height, width), smooth);
    }

    /** Weights from -radius to radius that add up to 1. */
    static double[] window(int radius, double deviation) {
        double[] weights = new double[2 * radius + 1];
        double total = 0;
        for (int i = 0; i < weights.length; i++) {
            double d = (i - radius) / deviation;
            weights[i] = Math.exp(-d * d / 2);
            total += weights[i];
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= total;
        }
        return weights;
    }
}
