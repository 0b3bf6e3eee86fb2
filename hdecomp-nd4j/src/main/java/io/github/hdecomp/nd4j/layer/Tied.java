package io.github.hdecomp.nd4j.layer;

import io.github.hdecomp.nd4j.kernel.Maps;
import io.github.hdecomp.nd4j.kernel.Patches;
import io.github.hdecomp.tensor.Region;

/** A layer whose output is one of several values of its input, which may be equal. */
public interface Tied extends Layer {

    /**
     * As {@link #pullBack}, but the values of the input that equal the output receive the same share of its cotangent each.
     *
     * @param dy cotangents of the output. Not modified.
     * @param dx cotangents of the input. Modified.
     * @param context what was recorded
     */
    void pullBackToAll(Patches dy, Patches dx, PullBackContext context);

    /**
     * The {@link #pullBack} of a single channel, for those who need few.
     *
     * @param channel which
     * @param dy cotangents of the output. Not modified.
     * @param x the recorded input, one map
     * @param y the recorded output, one map
     * @param region their {@link #inputRegion}, cut at the map's border
     * @return cotangents of that region, row by row
     */
    float[] pullBack(int channel, Cotangents dy, Maps x, Maps y, Region region);
}
