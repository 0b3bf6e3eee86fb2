package io.github.hdecomp.nd4j;

import io.github.hdecomp.model.ChannelProducts;
import io.github.hdecomp.nd4j.kernel.Lanes;
import io.github.hdecomp.nd4j.kernel.Maps;
import io.github.hdecomp.nd4j.layer.Cotangents;
import io.github.hdecomp.nd4j.layer.Tied;
import io.github.hdecomp.tensor.Ranking;
import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The sums of all channels' products, and the products of the channels with the largest sums, plane by plane: what a tree needs,
 * without a copy of all products. All channels may be kept.
 */
final class StrongestProducts implements ChannelProducts {
    /** Rows that are summed in single precision before they are added to the rest in double. */
    private static final int ROWS = 16;

    private final Region region;
    private final double[] sums;
    private final List<Integer> channels;
    private final List<Kept> kept = new ArrayList<>();
    /** By channel: where it is kept, -1 where it is not. */
    private final int[] places;

    /** The products of one channel, and the first cell of the largest. */
    private record Kept(int channel, Tensor plane, int peak) {}

    private StrongestProducts(Region region, double[] sums, List<Integer> channels) {
        this.region = region;
        this.sums = sums;
        this.channels = channels;
        this.places = new int[sums.length];
        Arrays.fill(places, -1);
    }

    /**
     * Multiplies cotangents with features.
     *
     * @param dx cotangents of a layer
     * @param x its features, one map
     * @param strongest how many channels to keep
     * @return the products
     */
    static StrongestProducts of(Cotangents dx, Maps x, int strongest) {
        double[] sums = sums(dx, x);
        StrongestProducts products = new StrongestProducts(dx.region(), sums, strongest(sums, x, strongest));
        for (int channel : products.channels) {
            products.keep(channel, plane(channel, dx), x);
        }
        return products;
    }

    /**
     * Multiplies the cotangents of the input of a pool with its features, from those of its output. What a window hands down
     * goes to a cell of the input that equals the output, so that sums of products are the same above and below the pool, and
     * only the channels that are kept have to be taken through it.
     *
     * @param dy cotangents of the pool's output
     * @param y its output, one map
     * @param x its input, one map
     * @param pool takes the value of one cell of the input
     * @param strongest how many channels to keep
     * @return the products at the pool's input
     */
    static StrongestProducts below(Cotangents dy, Maps y, Maps x, Tied pool, int strongest) {
        double[] sums = sums(dy, y);
        Region region = pool.inputRegion(0, dy.region()).clip(x.height(), x.width());
        StrongestProducts products = new StrongestProducts(region, sums, strongest(sums, x, strongest));
        for (int channel : products.channels) {
            products.keep(channel, pool.pullBack(channel, dy, x, y, region), x);
        }
        return products;
    }

    /** All in any order, or those with the largest means over the layer, as a tree takes its children. */
    private static List<Integer> strongest(double[] sums, Maps x, int count) {
        if (count >= sums.length) {
            return IntStream.range(0, sums.length).boxed().toList();
        }
        int cells = x.height() * x.width();
        return Ranking.largest(count, sums.length, channel -> sums[channel] / cells);
    }

    private static double[] sums(Cotangents cotangents, Maps features) {
        Region region = cotangents.region();
        int channels = features.channels();
        double[] sums = new double[channels];
        int length = region.width() * channels;
        float[] g = new float[length];
        float[] f = new float[length];
        float[] sum = new float[length];
        for (int y = 0; y < region.height(); y++) {
            cotangents.values().data().host().get(cotangents.index(y), g);
            features.data().host().get(features.index(0, region.y() + y, region.x()), f);
            Lanes.addProduct(g, f, sum, length);
            if (y % ROWS == ROWS - 1 || y == region.height() - 1) {
                Lanes.fold(sum, sums, length);
            }
        }
        return sums;
    }

    private static float[] plane(int channel, Cotangents dx) {
        FloatBuffer g = dx.values().data().host();
        float[] plane = new float[dx.region().area()];
        for (int y = 0, i = 0; y < dx.region().height(); y++) {
            int at = dx.index(y) + channel;
            for (int x = 0; x < dx.region().width(); x++, i++, at += dx.values().channels()) {
                plane[i] = g.get(at);
            }
        }
        return plane;
    }

    /** Keeps the products of a channel's cotangents, an array that is given away, with its features. */
    private void keep(int channel, float[] plane, Maps features) {
        FloatBuffer f = features.data().host();
        int peak = 0;
        for (int y = 0, i = 0; y < region.height(); y++) {
            int at = features.index(0, region.y() + y, region.x()) + channel;
            for (int x = 0; x < region.width(); x++, i++, at += features.channels()) {
                plane[i] *= f.get(at);
                peak = plane[i] > plane[peak] ? i : peak;
                if (!Float.isFinite(plane[i])) {
                    // Above a pool, a cell that wins no window is not in the sum.
                    sums[channel] = Double.NaN;
                }
            }
        }
        places[channel] = kept.size();
        kept.add(new Kept(channel, Tensor.adopt(Shape.of(region.height(), region.width()), plane), peak));
    }

    private Kept kept(int channel) {
        int index = places[channel];
        if (index >= 0) {
            return kept.get(index);
        }
        throw new IllegalStateException("products of channel " + channel
                + " were not kept, only those of the strongest " + channels + "; ask for the products of all channels");
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
        Kept one = kept(channel);
        return one.plane().size() == 0 ? Float.NEGATIVE_INFINITY : one.plane().get(one.peak());
    }

    @Override
    public int peak(int channel) {
        return kept(channel).peak();
    }

    @Override
    public Tensor map(int channel) {
        return kept(channel).plane();
    }

    @Override
    public Tensor values() {
        if (kept.size() == sums.length) {
            float[] planes = new float[sums.length * region.area()];
            for (Kept one : kept) {
                one.plane().copyTo(0, planes, one.channel() * region.area(), region.area());
            }
            return Tensor.adopt(Shape.of(sums.length, region.height(), region.width()), planes);
        }
        throw new IllegalStateException("products of all channels were not kept, only those of the strongest "
                + channels + "; ask for the products of all channels");
    }
}
