package io.github.hdecomp.nd4j.layer;

import io.github.hdecomp.nd4j.kernel.Maps;
import io.github.hdecomp.tensor.Region;

/**
 * Cotangents of one decision among those of a batch.
 *
 * @param values those of all decisions, a patch each
 * @param patch the decision's patch
 * @param inPatch the part of it that the decision can reach
 * @param region the same part in the layer's map
 */
public record Cotangents(Maps values, int patch, Region inPatch, Region region) {

    /**
     * The first value of a row.
     *
     * @param row counted from the first that the decision can reach
     * @return its index in the data of {@link #values}
     */
    public int index(int row) {
        return values.index(patch, inPatch.y() + row, inPatch.x());
    }
}
