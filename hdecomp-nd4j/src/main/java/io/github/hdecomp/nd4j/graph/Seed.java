package io.github.hdecomp.nd4j.graph;

import io.github.hdecomp.nd4j.kernel.Maps;
import io.github.hdecomp.tensor.Region;
import java.util.Map;

/** What is pulled back as one signal: weights of values of one layer, or of several. */
public interface Seed {

    /**
     * Where the weights lie.
     *
     * @return by layer, the region outside which all of them are zero
     */
    Map<Integer, Region> regions();

    /**
     * Adds the weights of one layer to cotangents.
     *
     * @param layer one of the layers
     * @param cotangents patches of the layer. Modified.
     * @param patch the patch that belongs to this seed
     * @param y the patch's first row in the map
     * @param x its first column
     */
    void addTo(int layer, Maps cotangents, int patch, int y, int x);
}
