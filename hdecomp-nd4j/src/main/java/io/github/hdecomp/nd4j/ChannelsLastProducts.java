package io.github.hdecomp.nd4j;

import io.github.hdecomp.model.ChannelProducts;
import io.github.hdecomp.nd4j.kernel.Lanes;
import io.github.hdecomp.nd4j.kernel.Maps;
import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.Arrays;

/**
 * Products that lie cell by cell, as the runtime computes them. Sums and peaks are found on the way, row by row for all
 * columns and channels at once; the planes of channels are picked out only for those who ask.
 */
final class ChannelsLastProducts implements ChannelProducts {
    /** Rows that are summed in single precision before they are added to the rest in double. */
    private static final int ROWS = 16;

    private final Region region;
    private final int channels;
    /** By row: arrays as large as a region come from a slow part of the heap, and from outside every cache. */
    private final float[][] values;

    private final double[] sums;
    private final float[] largest;
    private final int[] peaks;

    private ChannelsLastProducts(Region region, int channels) {
        this.region = region;
        this.channels = channels;
        this.values = new float[region.height()][];
        this.sums = new double[channels];
        this.largest = new float[channels];
        this.peaks = new int[channels];
        Arrays.fill(largest, Float.NEGATIVE_INFINITY);
    }

    /**
     * Multiplies.
     *
     * @param gradient cotangents
     * @param patch the patch of them
     * @param inPatch the region of that patch
     * @param features one map
     * @param region the region of that map, as large
     * @return the products
     */
    static ChannelsLastProducts of(Maps gradient, int patch, Region inPatch, Maps features, Region region) {
        ChannelsLastProducts products = new ChannelsLastProducts(region, features.channels());
        int length = region.width() * features.channels();
        float[] feature = new float[length];
        Columns columns = products.new Columns(length);
        for (int y = 0; y < region.height(); y++) {
            float[] row = new float[length];
            gradient.data().host().get(gradient.index(patch, inPatch.y() + y, inPatch.x()), row);
            features.data().host().get(features.index(0, region.y() + y, region.x()), feature);
            Lanes.multiply(feature, row, length);
            products.values[y] = row;
            columns.take(y, row);
        }
        columns.finish();
        return products;
    }

    /** For every column and channel, the sum and the largest product so far and the row of the latter. */
    private final class Columns {
        private final float[] sum;
        private final float[] best;
        private final float[] bestRow;

        Columns(int length) {
            this.sum = new float[length];
            this.best = new float[length];
            this.bestRow = new float[length];
            Arrays.fill(best, Float.NEGATIVE_INFINITY);
        }

        void take(int y, float[] row) {
            Lanes.add(row, sum, sum.length);
            if (y == 0) {
                System.arraycopy(row, 0, best, 0, best.length);
            } else {
                Lanes.larger(row, y, best, bestRow, best.length);
            }
            if (y % ROWS == ROWS - 1) {
                Lanes.fold(sum, sums, sum.length);
            }
        }

        void finish() {
            Lanes.fold(sum, sums, sum.length);
            for (int x = 0, i = 0; x < region.width(); x++) {
                for (int c = 0; c < channels; c++, i++) {
                    int row = (int) bestRow[i];
                    int cell = row * region.width() + x;
                    if (best[i] > largest[c] || (best[i] == largest[c] && cell < peaks[c])) {
                        largest[c] = best[i];
                        peaks[c] = cell;
                    }
                }
            }
        }
    }

    @Override
    public Region region() {
        return region;
    }

    @Override
    public double sum(int channel) {
        return sums[channel];
    }

    @Override
    public float largest(int channel) {
        return largest[channel];
    }

    @Override
    public int peak(int channel) {
        return peaks[channel];
    }

    @Override
    public Tensor map(int channel) {
        float[] map = new float[region.area()];
        pick(channel, map, 0);
        return Tensor.adopt(Shape.of(region.height(), region.width()), map);
    }

    @Override
    public Tensor values() {
        float[] planes = new float[region.area() * channels];
        for (int c = 0; c < channels; c++) {
            pick(c, planes, c * region.area());
        }
        return Tensor.adopt(Shape.of(channels, region.height(), region.width()), planes);
    }

    private void pick(int channel, float[] plane, int at) {
        for (float[] row : values) {
            for (int i = channel; i < row.length; i += channels) {
                plane[at++] = row[i];
            }
        }
    }
}
