package io.github.hdecomp.metric;

import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.Arrays;

/** Squares of pixels that are overwritten. */
final class Patches {
    private Patches() {}

    /** The first places of an order whose squares do not overlap, at most {@code count}. */
    static int[] chosen(int[] order, int width, int side, int count) {
        int[] chosen = new int[count];
        int found = 0;
        for (int i = 0; i < order.length && found < count; i++) {
            if (isFree(order[i], width, side, chosen, found)) {
                chosen[found++] = order[i];
            }
        }
        return Arrays.copyOf(chosen, found);
    }

    private static boolean isFree(int place, int width, int side, int[] chosen, int found) {
        for (int i = 0; i < found; i++) {
            boolean besideIt = Math.abs(place / width - chosen[i] / width) >= side
                    || Math.abs(place % width - chosen[i] % width) >= side;
            if (!besideIt) {
                return false;
            }
        }
        return true;
    }

    /** The mean of each channel. */
    static float[] meanColour(Tensor picture) {
        int area = picture.shape().height() * picture.shape().width();
        float[] mean = new float[picture.shape().channels()];
        for (int c = 0; c < mean.length; c++) {
            double sum = 0;
            for (int i = 0; i < area; i++) {
                sum += picture.get(c * area + i);
            }
            mean[c] = (float) (sum / area);
        }
        return mean;
    }

    /** Overwrites the square around a place, as far as it lies in the picture. */
    static void overwrite(float[] picture, Shape shape, int centre, int side, float[] colour) {
        int y = centre / shape.width() - side / 2;
        int x = centre % shape.width() - side / 2;
        Region square = new Region(y, x, side, side).clip(shape.height(), shape.width());
        for (int c = 0; c < shape.channels(); c++) {
            for (int row = square.y(); row < square.bottom(); row++) {
                int from = (c * shape.height() + row) * shape.width() + square.x();
                Arrays.fill(picture, from, from + square.width(), colour[c]);
            }
        }
    }
}
