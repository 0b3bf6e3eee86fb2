package io.github.hdecomp.weights.onnx;

import io.github.hdecomp.tensor.Shape;

/**
 * A value that depends on the picture.
 *
 * @param layer the layer of the network that computes it
 * @param dims (1, C, H, W), (1, C, L), (1, C) or (C)
 */
record Feature(String layer, Shape dims) implements Value {

    Feature {
        boolean batch = dims.rank() == 1 || (dims.rank() >= 2 && dims.rank() <= 4 && dims.extent(0) == 1);
        if (!batch || dims.size() == 0) {
            throw new IllegalArgumentException("a value of shape " + dims
                    + ", expected (1, C, H, W), (1, C, L) or (1, C): one picture at a time, in two dimensions");
        }
    }

    /** The extents (C, H, W) of the layer. */
    Shape map() {
        int first = dims.rank() == 1 ? 0 : 1;
        int[] map = {1, 1, 1};
        for (int axis = first; axis < dims.rank(); axis++) {
            map[axis - first] = dims.extent(axis);
        }
        return Shape.of(map);
    }

    /** The extents (C, H, W) of a map as ONNX writes them. */
    static Shape dims(int channels, int height, int width) {
        return Shape.of(1, channels, height, width);
    }

    /** An axis that may be counted from behind. */
    static int axis(long axis, int rank) {
        if (axis < -rank || axis >= rank) {
            throw new IllegalArgumentException("axis " + axis + " of a value with " + rank + " axes");
        }
        return (int) (axis < 0 ? axis + rank : axis);
    }
}
