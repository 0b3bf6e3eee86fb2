package io.github.hdecomp.weights.onnx;

import io.github.hdecomp.tensor.Shape;
import java.util.Arrays;
import java.util.Optional;

/** Constants put together, cut out, or under other shapes. */
final class Rearranging {
    private Rearranging() {}

    static Constant reshape(Node node, Folding folding) {
        Constant x = node.constant(0);
        long[] target = node.numbers("shape", 1).orElseThrow(() -> new IllegalArgumentException("it has no shape"));
        return x.reshape(Views.resolve(target, x.dims(), node.integer("allowzero", 0) != 0));
    }

    static Constant flatten(Node node, Folding folding) {
        Constant x = node.constant(0);
        long given = node.integer("axis", 1);
        int axis = given == x.dims().rank()
                ? x.dims().rank()
                : Feature.axis(given, x.dims().rank());
        int before = 1;
        int after = 1;
        for (int i = 0; i < x.dims().rank(); i++) {
            before *= i < axis ? x.dims().extent(i) : 1;
            after *= i < axis ? 1 : x.dims().extent(i);
        }
        return x.reshape(Shape.of(before, after));
    }

    static Constant squeeze(Node node, Folding folding) {
        Constant x = node.constant(0);
        return x.reshape(Views.squeezed(node, x.dims()));
    }

    static Constant unsqueeze(Node node, Folding folding) {
        Constant x = node.constant(0);
        return x.reshape(Views.unsqueezed(node, x.dims()));
    }

    /** Values by their indices along every axis, taken from where another order of axes has them. */
    static Constant transpose(Node node, Folding folding) {
        Constant x = node.constant(0);
        int rank = x.dims().rank();
        long[] perm = Views.permutation(node, rank);
        int[] extents = new int[rank];
        int[] strides = new int[rank];
        int[] stridesBefore = strides(x.dims());
        for (int axis = 0; axis < rank; axis++) {
            extents[axis] = x.dims().extent((int) perm[axis]);
            strides[axis] = stridesBefore[(int) perm[axis]];
        }
        Shape shape = Shape.of(extents);
        double[] values = folding.allocate(shape.size());
        double[] from = x.values();
        for (int i = 0; i < values.length; i++) {
            int at = 0;
            for (int axis = rank - 1, rest = i; axis >= 0; axis--) {
                at += rest % extents[axis] * strides[axis];
                rest /= extents[axis];
            }
            values[i] = from[at];
        }
        return Constant.of(shape, x.isWhole(), values);
    }

    private static int[] strides(Shape shape) {
        int[] strides = new int[shape.rank()];
        for (int axis = strides.length - 1, stride = 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= shape.extent(axis);
        }
        return strides;
    }

    static Constant concat(Node node, Folding folding) {
        Shape first = node.constant(0).dims();
        int axis = Feature.axis(node.integer("axis", 1), first.rank());
        int[] extents = first.toArray();
        extents[axis] = 0;
        boolean whole = true;
        for (int i = 0; i < node.inputs().size(); i++) {
            Shape dims = node.constant(i).dims();
            boolean fits = dims.rank() == first.rank();
            for (int other = 0; fits && other < first.rank(); other++) {
                fits = other == axis || dims.extent(other) == first.extent(other);
            }
            if (!fits) {
                throw new IllegalArgumentException("constants of shapes " + first + " and " + dims);
            }
            extents[axis] = Math.addExact(extents[axis], dims.extent(axis));
            whole &= node.constant(i).isWhole();
        }
        Shape shape = Shape.of(extents);
        double[] values = folding.allocate(shape.size());
        int row = extents[axis] * strides(first)[axis];
        for (int i = 0, at = 0; i < node.inputs().size(); i++) {
            double[] part = node.constant(i).values();
            int length = node.constant(i).dims().extent(axis) * strides(first)[axis];
            for (int from = 0, to = at; length > 0 && from < part.length; from += length, to += row) {
                System.arraycopy(part, from, values, to, length);
            }
            at += length;
        }
        return Constant.of(shape, whole, values);
    }

    /** Entries along one axis by their indices. */
    static Constant gather(Node node, Folding folding) {
        Constant x = node.constant(0);
        Constant indices = node.constant(1);
        int axis = Feature.axis(node.integer("axis", 0), x.dims().rank());
        int extent = x.dims().extent(axis);
        int inner = strides(x.dims())[axis];
        int outer = 1;
        for (int i = 0; i < axis; i++) {
            outer *= x.dims().extent(i);
        }
        int[] extents = new int[x.dims().rank() - 1 + indices.dims().rank()];
        for (int i = 0; i < extents.length; i++) {
            int inIndices = i - axis;
            boolean there = inIndices >= 0 && inIndices < indices.dims().rank();
            extents[i] = there
                    ? indices.dims().extent(inIndices)
                    : x.dims().extent(i < axis ? i : i - indices.dims().rank() + 1);
        }
        Shape shape = Shape.of(extents);
        double[] values = folding.allocate(shape.size());
        double[] from = x.values();
        double[] places = indices.values();
        for (int block = 0, at = 0; block < outer && at < values.length; block++) {
            for (double place : places) {
                int index = Feature.axis((long) place, extent);
                System.arraycopy(from, (block * extent + index) * inner, values, at, inner);
                at += inner;
            }
        }
        return Constant.of(shape, x.isWhole(), values);
    }

    /** A part of a vector; before opset 10 its bounds are attributes. */
    static Constant slice(Node node, Folding folding) {
        Constant x = node.constant(0);
        long start = one(node, "starts", 1);
        long end = one(node, "ends", 2);
        Optional<Constant> step = node.maybeConstant(4);
        if (x.dims().rank() != 1 || (step.isPresent() && step.get().scalar() != 1)) {
            throw new IllegalArgumentException("a part of a constant of shape " + x.dims()
                    + " or with gaps, of which only runs of a vector are supported");
        }
        int length = x.size();
        int from = (int) Math.max(0, Math.min(start < 0 ? start + length : start, length));
        int to = (int) Math.max(from, Math.min(end < 0 ? end + length : end, length));
        return Constant.of(Shape.of(to - from), x.isWhole(), Arrays.copyOfRange(folding.read(x), from, to));
    }

    private static long one(Node node, String name, int input) {
        long[] numbers = node.numbers(name, input).orElseThrow(() -> new IllegalArgumentException("it has no " + name));
        if (numbers.length != 1) {
            throw new IllegalArgumentException(name + " " + Arrays.toString(numbers) + ", expected one");
        }
        return numbers[0];
    }
}
