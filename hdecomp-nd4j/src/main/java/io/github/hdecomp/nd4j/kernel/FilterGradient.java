package io.github.hdecomp.nd4j.kernel;

import io.github.hdecomp.nd4j.memory.NativeFloats;

/**
 * The pull-back of a convolution to its weights: dw = Σ over cells of dyᵀ · windows, the same product as the forward pass
 * with the other operand transposed.
 */
public final class FilterGradient {
    private static final int CELLS = 64;

    private FilterGradient() {}

    /**
     * The native working space that each thread needs.
     *
     * @param convolution its shape
     * @return floats
     */
    public static int scratch(Convolution convolution) {
        return CELLS * convolution.filterSize();
    }

    /**
     * Computes the derivative with respect to the convolution.
     *
     * @param convolution its shape
     * @param x its input. Not modified.
     * @param dy cotangents of its output. Not modified.
     * @param dw receives the derivative in the layout of the convolution. Modified.
     * @param run threads and working space
     */
    public static void compute(Convolution convolution, Maps x, Maps dy, NativeFloats dw, Run run) {
        int k = convolution.filterSize();
        int perGroup = convolution.outPerGroup();
        int read = convolution.inPerGroup();
        run.parallel(convolution.groups(), (group, scratch) -> {
            Gemm.Matrix result = new Gemm.Matrix(dw, group * perGroup * k, k);
            Gemm.Matrix windows = new Gemm.Matrix(scratch.block(), scratch.at(), k);
            for (int cell = 0; cell < dy.cells(); cell += CELLS) {
                int cells = Math.min(CELLS, dy.cells() - cell);
                Im2col.fill(x, convolution.window(), dy.height(), dy.width(), group * read, read, cell, cells, scratch);
                Gemm.Matrix cotangents =
                        new Gemm.Matrix(dy.data(), dy.at() + cell * dy.channels() + group * perGroup, dy.channels());
                float beta = cell == 0 ? 0f : 1f;
                run.gemm().multiply(perGroup, k, cells, cotangents, true, windows, false, beta, result);
            }
        });
    }
}
