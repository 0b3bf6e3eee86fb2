package io.github.hdecomp.weights.onnx;

import io.github.hdecomp.model.Attributes;
import io.github.hdecomp.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Operators that put values in other places or under other shapes, or do nothing. */
final class Views {
    private Views() {}

    /** What changes nothing at inference: its output is its input. */
    static Value same(Node node, Network network) {
        return node.input(0);
    }

    /** All arithmetic is done in float32, so that a change among types of fractions is none. */
    static Value cast(Node node, Network network) {
        if (!Folding.isFraction(node.integer("to", 1))) {
            throw new IllegalArgumentException("it makes whole numbers of a value, which is not supported");
        }
        return node.input(0);
    }

    static Value shape(Node node, Network network) {
        return Folding.shapeOf(node, node.feature(0).dims());
    }

    /** A value under another shape: a layer only where the runtime's own shape changes. */
    private static Value view(Node node, Network network, Feature x, Shape dims) {
        Feature seen = new Feature(x.layer(), dims);
        if (dims.size() != x.dims().size()) {
            throw new IllegalArgumentException("shape " + x.dims() + " cannot be seen as " + dims);
        }
        if (seen.map().equals(x.map())) {
            return seen;
        }
        if (seen.map().channels() == dims.size()) {
            return network.add(node.name(), "Flatten", x, Attributes.none(), dims);
        }
        Shape map = seen.map();
        Attributes target = Attributes.none().with("shape", map.channels(), map.height(), map.width());
        return network.add(node.name(), "Reshape", x, target, dims);
    }

    /** All axes before one become the first, the others the second. */
    static Value flatten(Node node, Network network) {
        Feature x = node.feature(0);
        int rank = x.dims().rank();
        long given = node.integer("axis", 1);
        int axis = given == rank ? rank : Feature.axis(given, rank);
        int before = 1;
        for (int i = 0; i < axis; i++) {
            before *= x.dims().extent(i);
        }
        return view(node, network, x, Shape.of(before, x.dims().size() / before));
    }

    /** 0 keeps an extent, -1 is what is left. Before opset 5 the shape is an attribute. */
    static Value reshape(Node node, Network network) {
        Feature x = node.feature(0);
        long[] target = node.numbers("shape", 1).orElseThrow(() -> new IllegalArgumentException("it has no shape"));
        return view(node, network, x, resolve(target, x.dims(), node.integer("allowzero", 0) != 0));
    }

    /** The extents that a target means. */
    static Shape resolve(long[] target, Shape from, boolean zeroIsZero) {
        int[] extents = new int[target.length];
        int open = -1;
        long known = 1;
        for (int i = 0; i < target.length; i++) {
            if (target[i] == -1 && open < 0) {
                open = i;
            } else if (target[i] == 0 && !zeroIsZero && i < from.rank()) {
                extents[i] = from.extent(i);
                known *= extents[i];
            } else if (target[i] >= 0) {
                extents[i] = Math.toIntExact(target[i]);
                known = Math.multiplyExact(known, extents[i]);
            } else {
                throw new IllegalArgumentException("shape " + Arrays.toString(target));
            }
        }
        if (open >= 0 && known > 0 && from.size() % known == 0) {
            extents[open] = (int) (from.size() / known);
        } else if (open >= 0) {
            throw new IllegalArgumentException(
                    "a value of shape " + from + " cannot be seen as " + Arrays.toString(target));
        }
        return Shape.of(extents);
    }

    static Value squeeze(Node node, Network network) {
        Feature x = node.feature(0);
        return view(node, network, x, squeezed(node, x.dims()));
    }

    /** Without the axes that are named, or without all of extent 1. */
    static Shape squeezed(Node node, Shape from) {
        List<Integer> axes = node.numbers("axes", 1)
                .map(named -> Arrays.stream(named)
                        .mapToObj(axis -> Feature.axis(axis, from.rank()))
                        .toList())
                .orElse(List.of());
        boolean all = node.numbers("axes", 1).isEmpty();
        List<Integer> kept = new ArrayList<>();
        for (int axis = 0; axis < from.rank(); axis++) {
            boolean named = all ? from.extent(axis) == 1 : axes.contains(axis);
            if (named && from.extent(axis) != 1) {
                throw new IllegalArgumentException("axis " + axis + " of " + from + " is not of extent 1");
            }
            if (!named) {
                kept.add(from.extent(axis));
            }
        }
        return Shape.of(kept.stream().mapToInt(Integer::intValue).toArray());
    }

    static Value unsqueeze(Node node, Network network) {
        Feature x = node.feature(0);
        return view(node, network, x, unsqueezed(node, x.dims()));
    }

    /** With axes of extent 1 at the places that are named. */
    static Shape unsqueezed(Node node, Shape from) {
        long[] named = node.numbers("axes", 1).orElseThrow(() -> new IllegalArgumentException("it has no axes"));
        int rank = from.rank() + named.length;
        boolean[] added = new boolean[rank];
        for (long axis : named) {
            int place = Feature.axis(axis, rank);
            if (added[place]) {
                throw new IllegalArgumentException("axes " + Arrays.toString(named) + " name one twice");
            }
            added[place] = true;
        }
        int[] extents = new int[rank];
        for (int axis = 0, next = 0; axis < rank; axis++) {
            extents[axis] = added[axis] ? 1 : from.extent(next++);
        }
        return Shape.of(extents);
    }

    /** The axes of a picture's values in another order; the batch stays in front. */
    static Value transpose(Node node, Network network) {
        Feature x = node.feature(0);
        int rank = x.dims().rank();
        long[] perm = permutation(node, rank);
        int[] extents = new int[rank];
        for (int axis = 0; axis < rank; axis++) {
            extents[axis] = x.dims().extent((int) perm[axis]);
        }
        if (perm[0] != 0) {
            throw new IllegalArgumentException("perm " + Arrays.toString(perm) + " moves the axis of the batch");
        }
        boolean moves = false;
        double[] axes = {0, 1, 2};
        for (int axis = 1; axis < rank; axis++) {
            axes[axis - 1] = perm[axis] - 1;
            moves |= perm[axis] != axis;
        }
        return moves
                ? network.add(node.name(), "Transpose", x, Attributes.none().with("perm", axes), Shape.of(extents))
                : x;
    }

    /** The order of the axes; without one, the reverse. */
    static long[] permutation(Node node, int rank) {
        long[] perm = node.integers("perm").orElseGet(() -> {
            long[] reversed = new long[rank];
            Arrays.setAll(reversed, axis -> rank - 1 - axis);
            return reversed;
        });
        long[] sorted = perm.clone();
        Arrays.sort(sorted);
        for (int axis = 0; axis < rank; axis++) {
            if (sorted.length != rank || sorted[axis] != axis) {
                throw new IllegalArgumentException("perm " + Arrays.toString(perm) + " of " + rank + " axes");
            }
        }
        return perm;
    }

    static Value concat(Node node, Network network) {
        List<Feature> parts = new ArrayList<>();
        for (int i = 0; i < node.inputs().size(); i++) {
            parts.add(node.feature(i));
        }
        Shape first = parts.get(0).dims();
        int axis = Feature.axis(node.integer("axis", 1), first.rank());
        int channels = 0;
        for (Feature part : parts) {
            Shape dims = part.dims();
            boolean fits = dims.rank() == first.rank()
                    && part.map().height() == parts.get(0).map().height()
                    && part.map().width() == parts.get(0).map().width();
            if (!fits || first.rank() < 2 || axis != 1) {
                throw new IllegalArgumentException("values of shapes " + first + " and " + dims + " along axis " + axis
                        + ", of which only stacks of channels are supported");
            }
            channels = Math.addExact(channels, part.map().channels());
        }
        int[] extents = first.toArray();
        extents[1] = channels;
        return parts.size() == 1
                ? parts.get(0)
                : network.add(node.name(), "Concat", parts, List.of(), Attributes.none(), Shape.of(extents));
    }
}
