package io.github.hdecomp.weights.storage;

import io.github.hdecomp.tensor.Shape;
import java.nio.ByteBuffer;

/**
 * A tensor in row-major order whose values lie side by side in memory, such as a part of a mapped file.
 *
 * @param bytes as many as the values take, in the byte order of the file
 * @param type of the values
 * @param shape the extents
 */
public record BufferTensor(ByteBuffer bytes, ElementType type, Shape shape) implements LazyTensor {

    /**
     * Checks that the bytes are those of the shape.
     *
     * @param bytes see above
     * @param type see above
     * @param shape see above
     */
    public BufferTensor {
        if (bytes.limit() != (long) shape.size() * type.width()) {
            throw new IllegalArgumentException(bytes.limit() + " bytes, but shape " + shape + " of " + type + " wants "
                    + (long) shape.size() * type.width());
        }
    }

    /**
     * One value.
     *
     * @param index flat, inside the tensor
     * @return as float32
     */
    public float at(int index) {
        return type.decode(bytes, index * type.width());
    }

    @Override
    public BufferTensor reshape(Shape to) {
        return new BufferTensor(bytes, type, to);
    }

    @Override
    public void read(int from, float[] target, int at, int length) {
        for (int i = 0; i < length; i++) {
            target[at + i] = at(from + i);
        }
    }
}
