package io.github.hdecomp.weights.storage;

import io.github.hdecomp.tensor.Shape;

/**
 * A tensor whose values are made of others when they are asked for, so that none of its memory is its own.
 *
 * @param shape the extents
 * @param values each by its flat index in row-major order
 */
public record ComputedTensor(Shape shape, Values values) implements LazyTensor {

    /** Values by their place. */
    @FunctionalInterface
    public interface Values {
        /**
         * One value.
         *
         * @param index flat, inside the tensor
         * @return the value
         */
        float at(int index);
    }

    @Override
    public ComputedTensor reshape(Shape to) {
        return new ComputedTensor(to, values);
    }

    @Override
    public void read(int from, float[] target, int at, int length) {
        for (int i = 0; i < length; i++) {
            target[at + i] = values.at(from + i);
        }
    }
}
