package io.github.hdecomp.nd4j.kernel;

import io.github.hdecomp.nd4j.memory.NativeFloats;
import java.util.function.Supplier;

/** The matrix product C = op(A) · op(B) + beta · C of row-major matrices, on the calling thread alone. */
public interface Gemm {

    /**
     * A row-major matrix inside a block of memory.
     *
     * @param data the block
     * @param at index of its first element
     * @param stride distance between rows, at least the number of columns
     */
    record Matrix(NativeFloats data, int at, int stride) {}

    /**
     * Multiplies.
     *
     * @param m rows of op(A) and C
     * @param n columns of op(B) and C
     * @param k columns of op(A), rows of op(B)
     * @param a A, (m, k), or (k, m) if transposed. Not modified.
     * @param transposeA whether op(A) = Aᵀ
     * @param b B, (k, n), or (n, k) if transposed. Not modified.
     * @param transposeB whether op(B) = Bᵀ
     * @param beta 0 overwrites C, 1 adds to it
     * @param c C, (m, n). Modified.
     */
    void multiply(
            int m, int n, int k, Matrix a, boolean transposeA, Matrix b, boolean transposeB, float beta, Matrix c);

    /**
     * Does something that needs products. They are computed only within such a call.
     *
     * @param <T> what comes of it
     * @param work what to do
     * @return its result
     */
    default <T> T within(Supplier<T> work) {
        return work.get();
    }

    /** Makes a thread ready that will compute products and nothing else. */
    default void prepareThread() {}

    /**
     * What multiplies, for provenance.
     *
     * @return name and version
     */
    String name();
}
