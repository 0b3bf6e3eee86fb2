package io.github.hdecomp.model;

import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Tensor;

/**
 * The products A = G · F of a decision's derivative G with the features F of a layer, on the only patch of the map where they
 * can differ from zero. Where only {@linkplain Tape#products(java.util.List, Tap, int) the strongest channels} were asked for,
 * all but {@link #region} and {@link #sum} may throw {@link IllegalStateException} for a channel that was not kept, and
 * {@link #values} for all.
 */
public interface ChannelProducts {

    /**
     * The patch.
     *
     * @return a region inside the map; outside it every product is exactly zero
     */
    Region region();

    /**
     * The sum of a channel's products.
     *
     * @param channel its number, from 0
     * @return the sum over the patch, which is that over the map
     */
    double sum(int channel);

    /**
     * The largest product of a channel on the patch.
     *
     * @param channel its number, from 0
     * @return the product; -∞ if the patch is empty
     */
    float largest(int channel);

    /**
     * Where the largest product of a channel lies.
     *
     * @param channel its number, from 0
     * @return the first such cell of the patch, counted row by row from 0; 0 if the patch is empty
     */
    int peak(int channel);

    /**
     * The products of one channel.
     *
     * @param channel its number, from 0
     * @return shape (region's height, region's width)
     */
    Tensor map(int channel);

    /**
     * All products.
     *
     * @return shape (C, region's height, region's width)
     */
    Tensor values();

    /**
     * Products that were computed elsewhere.
     *
     * @param region the patch
     * @param values shape (C, region's height, region's width)
     * @return the same products
     */
    static ChannelProducts of(Region region, Tensor values) {
        return new PlanarProducts(region, values);
    }
}
