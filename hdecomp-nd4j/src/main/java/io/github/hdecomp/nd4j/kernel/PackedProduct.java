package io.github.hdecomp.nd4j.kernel;

import io.github.hdecomp.nd4j.memory.NativeFloats;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The product of many vectors with a matrix, y = x wᵀ, without the inputs that are 0 in every vector: behind a ReLU these are
 * half of them or more. What remains of vectors and weights is laid out side by side first, which costs less than it saves.
 */
public final class PackedProduct {
    /** Fewer vectors do not pay for packing the weights, nor fewer outputs for packing the vectors. */
    private static final int LEAST_VECTORS = 32;

    private static final int LEAST_OUTPUTS = 32;

    /** Floats of weights that a thread packs at once. */
    private static final int BLOCK = 1 << 18;

    /** Output channels per chunk, and vectors that they are multiplied with at once. */
    private static final int MOST_ROWS = 96;

    private static final int VECTORS = 512;
    private static final int ALIGN = 16;

    private final Maps x;
    private final Maps y;
    private final Filters filters;
    private final int[] used;
    /** The used inputs by the run of a row that is read at once, counted from its start. */
    private final int[][] pieces;

    private final int stride;

    private PackedProduct(Maps x, Maps y, Filters filters) {
        this.x = x;
        this.y = y;
        this.filters = filters;
        this.used = used(x);
        this.pieces = pieces(used, x.channels());
        // An odd number of cache lines: rows a power of two apart would fall on the same lines of the cache.
        this.stride = (used.length / ALIGN | 1) * ALIGN + ALIGN * 2;
    }

    /**
     * Whether packing is worth it.
     *
     * @param x the vectors
     * @param filters what they are multiplied with
     * @return true for vectors of one cell, if there are enough of them
     */
    public static boolean pays(Maps x, Filters filters) {
        return x.height() * x.width() == 1
                && filters.convolution().window().isPointwise()
                && filters.end(0) == x.channels()
                && x.count() >= LEAST_VECTORS
                && filters.count() >= LEAST_OUTPUTS
                && x.channels() + 3 * ALIGN <= BLOCK / ALIGN / 2;
    }

    /**
     * The native working space that each thread needs.
     *
     * @return floats
     */
    public static int scratch() {
        return BLOCK + VECTORS * (MOST_ROWS + ALIGN);
    }

    /**
     * The room for the packed vectors.
     *
     * @param x the vectors
     * @return floats
     */
    public static int room(Maps x) {
        return x.count() * (x.channels() + 3 * ALIGN);
    }

    /**
     * y = x wᵀ, without a bias.
     *
     * @param x vectors. Not modified.
     * @param y vectors of the filters' output channels. Modified.
     * @param filters the weights
     * @param room at least {@link #room} floats. Modified.
     * @param run threads and working space
     */
    public static void multiply(Maps x, Maps y, Filters filters, NativeFloats room, Run run) {
        new PackedProduct(x, y, filters).multiply(room, run);
    }

    /** The inputs that are not 0 in every vector. */
    private static int[] used(Maps x) {
        int channels = x.channels();
        float[] largest = new float[channels];
        float[] values = new float[channels];
        for (int n = 0; n < x.count(); n++) {
            x.data().host().get(x.at() + n * channels, values);
            Lanes.maxMagnitude(values, largest, channels);
        }
        int[] used = IntStream.range(0, channels).filter(c -> largest[c] != 0).toArray();
        // One at the least, since not all libraries set a product of depth 0.
        return used.length > 0 ? used : new int[1];
    }

    private static int[][] pieces(int[] used, int channels) {
        int[][] pieces = new int[(channels + Scratch.ROW - 1) / Scratch.ROW][];
        for (int piece = 0; piece < pieces.length; piece++) {
            int first = piece * Scratch.ROW;
            pieces[piece] = Arrays.stream(used)
                    .filter(c -> c >= first && c < first + Scratch.ROW)
                    .map(c -> c - first)
                    .toArray();
        }
        return pieces;
    }

    private void multiply(NativeFloats room, Run run) {
        run.parallel(x.count(), (n, scratch) -> pack(x.data(), x.at() + n * x.channels(), room, n * stride, scratch));
        int rows = Math.min(MOST_ROWS, BLOCK / stride / ALIGN * ALIGN);
        run.parallel((filters.count() + rows - 1) / rows, (block, scratch) -> {
            int first = block * rows;
            int count = Math.min(rows, filters.count() - first);
            for (int row = 0; row < count; row++) {
                Gemm.Matrix filter = filters.matrix(first + row, 0, 0);
                pack(filter.data(), filter.at(), scratch.block(), scratch.at() + row * stride, scratch);
            }
            Gemm.Matrix weights = new Gemm.Matrix(scratch.block(), scratch.at(), stride);
            for (int n = 0; n < x.count(); n += VECTORS) {
                Gemm.Matrix some = new Gemm.Matrix(room, n * stride, stride);
                multiply(some, n, Math.min(VECTORS, x.count() - n), weights, first, count, run.gemm(), scratch);
            }
        });
    }

    /**
     * The product is added up in a tile of its own: rows of y are often a power of two apart, and would fall on the same lines
     * of the cache.
     */
    private void multiply(
            Gemm.Matrix vectors,
            int n,
            int count,
            Gemm.Matrix weights,
            int first,
            int outputs,
            Gemm gemm,
            Scratch scratch) {
        int width = ((outputs + ALIGN - 1) / ALIGN | 1) * ALIGN;
        Gemm.Matrix tile = new Gemm.Matrix(scratch.block(), scratch.at() + BLOCK, width);
        gemm.multiply(count, outputs, used.length, vectors, false, weights, true, 0f, tile);
        for (int i = 0; i < count; i++) {
            int to = y.at() + (n + i) * y.channels() + first;
            y.data().host().put(to, scratch.block().host(), tile.at() + i * width, outputs);
        }
    }

    /** Copies the values at the used inputs of one row. */
    private void pack(NativeFloats from, int at, NativeFloats to, int into, Scratch scratch) {
        float[] values = scratch.row(0);
        float[] packed = scratch.row(1);
        int next = into;
        for (int piece = 0; piece < pieces.length; piece++) {
            int first = piece * Scratch.ROW;
            from.host().get(at + first, values, 0, Math.min(Scratch.ROW, x.channels() - first));
            int[] indices = pieces[piece];
            for (int i = 0; i < indices.length; i++) {
                packed[i] = values[indices[i]];
            }
            to.host().put(next, packed, 0, indices.length);
            next += indices.length;
        }
    }
}
