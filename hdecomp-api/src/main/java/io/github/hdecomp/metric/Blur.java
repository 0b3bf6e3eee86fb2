package io.github.hdecomp.metric;

import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;

/**
 * RISE's blur: a separable window of 11 weights for rows and columns, with zeros beyond the picture's border. The window is what
 * a Gaussian of deviation 5 makes of a single 1 in the middle of 11 cells, its tails reflected at both ends, so that nothing of
 * them is lost.
 */
final class Blur {
    private static final int SIDE = 11;
    private static final double DEVIATION = 5;
    private static final double REACH = 4;

    private Blur() {}

    /** The weights, which add up to 1. */
    static double[] window() {
        int radius = (int) (REACH * DEVIATION + 0.5);
        double[] gaussian = Gaussian.window(radius, DEVIATION);
        double[] window = new double[SIDE];
        for (int i = 0; i < gaussian.length; i++) {
            window[reflected(SIDE / 2 + i - radius)] += gaussian[i];
        }
        return window;
    }

    /** Where a place beyond the ends is mirrored to: the outermost cells are repeated first. */
    private static int reflected(int place) {
        int period = Math.floorMod(place, 2 * SIDE);
        return period < SIDE ? period : 2 * SIDE - 1 - period;
    }

    /** The blurred picture, channel after channel. */
    static float[] apply(Tensor input) {
        Shape shape = input.shape();
        float[] rows = along(input.toArray(), 1, shape.width());
        return along(rows, shape.width(), shape.height());
    }

    private static float[] along(float[] from, int stride, int extent) {
        double[] window = window();
        float[] to = new float[from.length];
        int radius = SIDE / 2;
        for (int i = 0; i < from.length; i++) {
            int place = i / stride % extent;
            double sum = 0;
            for (int d = Math.max(-radius, -place); d <= Math.min(radius, extent - 1 - place); d++) {
                sum += window[d + radius] * from[i + d * stride];
            }
            to[i] = (float) sum;
        }
        return to;
    }
}
