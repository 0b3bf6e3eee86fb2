package io.github.hdecomp.weights.onnx;

import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.weights.storage.ComputedTensor;
import io.github.hdecomp.weights.storage.LazyTensor;
import java.util.Optional;

/**
 * A constant as the values of a map meet it.
 *
 * @param over along which axes it varies
 * @param values its own, by their flat index
 */
record Spread(Over over, ComputedTensor.Values values) {

    /** The axes along which a constant has more than one value. */
    enum Over {
        NOTHING,
        CHANNELS,
        CELLS,
        BOTH;

        /** Whether a map needs more than one number per channel. */
        boolean isPerValue() {
            return this == CELLS || this == BOTH;
        }
    }

    static Spread of(float number) {
        return new Spread(Over.NOTHING, index -> number);
    }

    /** A constant that is repeated over a feature as NumPy does, or as nodes before opset 7 say. */
    static Spread of(Node node, Constant constant, Feature x) {
        Shape dims = aligned(node, constant, x.dims());
        int missing = x.dims().rank() - dims.rank();
        int channelAxis = x.dims().rank() == 1 ? 0 : 1;
        boolean fits = missing >= 0;
        boolean overChannels = false;
        boolean overCells = false;
        for (int axis = 0; fits && axis < dims.rank(); axis++) {
            int place = axis + missing;
            boolean repeated = dims.extent(axis) == 1;
            fits = repeated || dims.extent(axis) == x.dims().extent(place);
            overChannels |= !repeated && place == channelAxis;
            overCells |= !repeated && place > channelAxis;
        }
        Shape map = x.map();
        int cells = map.height() * map.width();
        Over over = overCells ? (overChannels ? Over.BOTH : Over.CELLS) : (overChannels ? Over.CHANNELS : Over.NOTHING);
        boolean complete = !overCells || constant.size() == (overChannels ? map.size() : cells);
        if (!fits || !complete) {
            throw new IllegalArgumentException("a constant of shape " + constant.dims() + " for a value of shape "
                    + x.dims() + ", expected one number, one per channel, one per cell or as many as there are");
        }
        return new Spread(over, constant.accessor());
    }

    /** Before opset 7, an attribute may say with which axis of the feature the constant's first is aligned. */
    private static Shape aligned(Node node, Constant constant, Shape to) {
        Optional<Integer> first = node.opset() < 7 && node.has("axis")
                ? Optional.of(Feature.axis(node.integer("axis", 0), to.rank()))
                : Optional.empty();
        if (first.isEmpty()) {
            return constant.dims();
        }
        int[] extents = new int[to.rank()];
        for (int i = 0; i < extents.length; i++) {
            int axis = i - first.get();
            boolean inside = axis >= 0 && axis < constant.dims().rank();
            extents[i] = inside ? constant.dims().extent(axis) : 1;
        }
        return constant.reshape(Shape.of(extents)).dims();
    }

    /** A function of one number. */
    @FunctionalInterface
    interface Change {
        float of(float value);
    }

    Spread map(Change change) {
        return new Spread(over, index -> change.of(values.at(index)));
    }

    /** The numbers as a parameter of shape (C), or (C, H, W) of the map itself. */
    LazyTensor tensor(Shape parameter) {
        int cells = parameter.rank() == 1 ? 1 : parameter.height() * parameter.width();
        return new ComputedTensor(
                parameter,
                index -> values.at(
                        switch (over) {
                            case NOTHING -> 0;
                            case CHANNELS -> index / cells;
                            case CELLS -> index % cells;
                            case BOTH -> index;
                        }));
    }
}
