package io.github.hdecomp.tree;

import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;

/**
 * Where a channel contributes: its products A at the resolution of the layer, of which only the patch is kept where they
 * can differ from zero.
 *
 * @param layerHeight rows of the layer's map
 * @param layerWidth columns of the layer's map
 * @param patch the part that is kept
 * @param values shape (patch's height, patch's width)
 */
public record ActivationMap(int layerHeight, int layerWidth, Region patch, Tensor values) {

    /**
     * Checks that the parts fit.
     *
     * @param layerHeight see above
     * @param layerWidth see above
     * @param patch see above
     * @param values see above
     */
    public ActivationMap {
        if (!patch.clip(layerHeight, layerWidth).equals(patch)) {
            throw new IllegalArgumentException(
                    "activation map: " + patch + " leaves the layer's " + layerHeight + "x" + layerWidth + " cells");
        }
        if (!values.shape().equals(Shape.of(patch.height(), patch.width()))) {
            throw new IllegalArgumentException(
                    "activation map: values of shape " + values.shape() + " do not fill " + patch);
        }
    }

    /**
     * One cell of the layer's map.
     *
     * @param y its row
     * @param x its column
     * @return A there, zero outside the patch
     */
    public float at(int y, int x) {
        return patch.contains(y, x) ? values.get((y - patch.y()) * patch.width() + x - patch.x()) : 0;
    }

    /**
     * The whole map.
     *
     * @return shape (layerHeight, layerWidth), zero outside the patch
     */
    public Tensor whole() {
        float[] all = new float[layerHeight * layerWidth];
        for (int y = 0; y < patch.height(); y++) {
            values.copyTo(y * patch.width(), all, (patch.y() + y) * layerWidth + patch.x(), patch.width());
        }
        return Tensor.adopt(Shape.of(layerHeight, layerWidth), all);
    }
}
