package io.github.hdecomp.nd4j.memory;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A block of float32 in native memory, an ND4J array of rank 1. It has exactly one owner, who closes it: reading a view
 * after that is not detected by ND4J.
 */
public final class NativeFloats implements AutoCloseable {
    private final INDArray array;
    private final FloatBuffer buffer;
    private final FloatPointer pointer;

    NativeFloats(int length) {
        this.array = detached(length);
        this.buffer = array.data().asNioFloat();
        this.pointer = new FloatPointer(array.data().addressPointer());
    }

    /**
     * An array of its own memory: inside a workspace of the caller, ND4J would hand out memory that the workspace uses again
     * for something else.
     */
    private static INDArray detached(int length) {
        MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces();
        try {
            // ND4J has no arrays of length 0.
            return Nd4j.createUninitialized(DataType.FLOAT, Math.max(length, 1));
        } finally {
            outside.close();
        }
    }

    /**
     * The values as the host sees them.
     *
     * @return a buffer over the whole block; only its absolute methods may be used, since all threads share it
     */
    public FloatBuffer host() {
        return buffer;
    }

    /**
     * The address of a value.
     *
     * @param index its index
     * @return a pointer of the caller's own
     */
    public FloatPointer address(int index) {
        return pointer.getPointer(index);
    }

    /**
     * The block as an ND4J array.
     *
     * @return the array itself, not a copy
     */
    public INDArray array() {
        return array;
    }

    /**
     * The number of values.
     *
     * @return the length
     */
    public int length() {
        return buffer.capacity();
    }

    @Override
    public void close() {
        array.close();
    }
}
