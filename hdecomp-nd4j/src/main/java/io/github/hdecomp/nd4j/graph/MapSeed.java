package io.github.hdecomp.nd4j.graph;

import io.github.hdecomp.nd4j.kernel.Maps;
import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Tensor;
import java.util.Map;

/**
 * A weight for every value of a layer.
 *
 * @param layer the layer's number
 * @param weights of the layer's shape
 */
public record MapSeed(int layer, Tensor weights) implements Seed {

    @Override
    public Map<Integer, Region> regions() {
        return Map.of(
                layer, Region.whole(weights.shape().height(), weights.shape().width()));
    }

    @Override
    public void addTo(int number, Maps cotangents, int patch, int y, int x) {
        Transfers.put(weights, cotangents, patch);
    }
}
