package io.github.hdecomp.weights.onnx;

import io.github.hdecomp.tensor.Shape;

/** NumPy's rule for values of different shapes: extents are aligned at the end, and those of 1 are repeated. */
final class Broadcast {
    private Broadcast() {}

    static Shape shape(Shape a, Shape b) {
        int rank = Math.max(a.rank(), b.rank());
        int[] extents = new int[rank];
        for (int axis = 0; axis < rank; axis++) {
            int left = extent(a, axis - rank + a.rank());
            int right = extent(b, axis - rank + b.rank());
            if (left != right && left != 1 && right != 1) {
                throw new IllegalArgumentException("constants of shapes " + a + " and " + b + ", which do not fit");
            }
            extents[axis] = left == 1 ? right : left;
        }
        return Shape.of(extents);
    }

    private static int extent(Shape shape, int axis) {
        return axis < 0 ? 1 : shape.extent(axis);
    }

    /** The place in a shape that is repeated, of a place in the result. */
    static int index(int flat, Shape result, Shape from) {
        int index = 0;
        int rest = flat;
        int stride = 1;
        for (int axis = from.rank() - 1, at = result.rank() - 1; axis >= 0; axis--, at--) {
            int place = rest % result.extent(at);
            rest /= result.extent(at);
            index += from.extent(axis) == 1 ? 0 : place * stride;
            stride *= from.extent(axis);
        }
        return index;
    }
}
