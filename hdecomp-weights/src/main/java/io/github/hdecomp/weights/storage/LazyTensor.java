package io.github.hdecomp.weights.storage;

import io.github.hdecomp.tensor.Shape;
import java.io.IOException;

/** A tensor that is read in runs when it is asked for. */
public sealed interface LazyTensor permits BufferTensor, ComputedTensor, FileTensor, HeapTensor {

    /**
     * Its shape.
     *
     * @return the extents
     */
    Shape shape();

    /**
     * The same values in row-major order under another shape.
     *
     * @param to a shape of the same size
     * @return the tensor
     */
    LazyTensor reshape(Shape to);

    /**
     * Decodes a run of values.
     *
     * @param from flat index of the first
     * @param target receives them. Modified.
     * @param at index in the target of the first
     * @param length how many; the run lies inside the tensor
     * @throws IOException if the file cannot be read
     */
    void read(int from, float[] target, int at, int length) throws IOException;
}
