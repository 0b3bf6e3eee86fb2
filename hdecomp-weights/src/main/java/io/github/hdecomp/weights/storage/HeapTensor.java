package io.github.hdecomp.weights.storage;

import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;

/**
 * A tensor that is on the heap already: one that was computed while a file was read.
 *
 * @param tensor the values
 */
public record HeapTensor(Tensor tensor) implements LazyTensor {

    @Override
    public Shape shape() {
        return tensor.shape();
    }

    @Override
    public HeapTensor reshape(Shape to) {
        return new HeapTensor(tensor.reshape(to));
    }

    @Override
    public void read(int from, float[] target, int at, int length) {
        tensor.copyTo(from, target, at, length);
    }
}
