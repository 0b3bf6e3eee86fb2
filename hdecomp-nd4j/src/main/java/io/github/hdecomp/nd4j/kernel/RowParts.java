package io.github.hdecomp.nd4j.kernel;

import io.github.hdecomp.nd4j.memory.NativeFloats;
import io.github.hdecomp.relevance.WeightPart;
import java.util.stream.IntStream;

/**
 * The product with a part of the weights of a fully connected layer, which is taken of each piece of rows while it is in the
 * cache, so that no second matrix is kept. Rows that no cotangent multiplies are not read.
 */
public final class RowParts implements LinearMap {
    /** Floats of weights that a thread holds at once. */
    private static final int PIECE = 1 << 16;

    private static final int ROWS = 64;

    /** Columns per chunk of work, at the most. */
    private static final int COLUMNS = 4096;

    private final int in;
    private final int out;
    private final NativeFloats weights;
    private final WeightPart part;
    private final float[] scale;

    /**
     * A product.
     *
     * @param in channels of the input
     * @param out channels of the output
     * @param weights shape (out, in); read in place
     * @param part what is taken of each weight, after it was multiplied
     * @param scale what each row is multiplied by first; kept
     */
    public RowParts(int in, int out, NativeFloats weights, WeightPart part, float[] scale) {
        this.in = in;
        this.out = out;
        this.weights = weights;
        this.part = part;
        this.scale = scale;
    }

    /**
     * The native working space that each thread needs.
     *
     * @return floats
     */
    public static int scratch() {
        return PIECE + 2 * ROWS;
    }

    @Override
    public void forward(Maps x, Maps y, Maps wanted, Run run) {
        int[] used = used(wanted);
        float[] result = new float[out];
        run.parallel((used.length + ROWS - 1) / ROWS, (block, scratch) -> {
            int first = block * ROWS;
            int rows = Math.min(ROWS, used.length - first);
            int width = PIECE / ROWS;
            Gemm.Matrix sum = new Gemm.Matrix(scratch.block(), scratch.at() + PIECE, rows);
            for (int column = 0; column < in; column += width) {
                int columns = Math.min(width, in - column);
                Gemm.Matrix some = piece(used, first, rows, column, columns, scratch);
                Gemm.Matrix values = new Gemm.Matrix(x.data(), x.at() + column, in);
                run.gemm().multiply(1, rows, columns, values, false, some, true, column == 0 ? 0f : 1f, sum);
            }
            for (int i = 0; i < rows; i++) {
                result[used[first + i]] = scratch.block().host().get(sum.at() + i);
            }
        });
        y.data().host().put(y.at(), result);
    }

    @Override
    public void pullBack(Patches dy, Patches dx, Run run) {
        Maps cotangents = dy.values();
        int[] used = used(cotangents);
        int blocks = 2 * ((in + 2 * COLUMNS - 1) / (2 * COLUMNS));
        run.parallel(blocks, (block, scratch) -> {
            int column = (int) ((long) in * block / blocks);
            int columns = (int) ((long) in * (block + 1) / blocks) - column;
            int rows = Math.max(1, Math.min(ROWS, PIECE / Math.max(columns, 1)));
            for (int first = 0; first < used.length && columns > 0; first += rows) {
                int some = Math.min(rows, used.length - first);
                Gemm.Matrix piece = piece(used, first, some, column, columns, scratch);
                for (int n = 0; n < cotangents.count(); n++) {
                    Gemm.Matrix factors = factors(cotangents, n, used, first, some, scratch);
                    Maps target = dx.values();
                    Gemm.Matrix sum = new Gemm.Matrix(target.data(), target.index(n, 0, 0) + column, in);
                    run.gemm().multiply(1, columns, some, factors, false, piece, false, 1f, sum);
                }
            }
        });
    }

    /** Some columns of some rows. */
    private Gemm.Matrix piece(int[] used, int first, int rows, int column, int columns, Scratch scratch) {
        float[] lane = scratch.lane(0);
        for (int i = 0; i < rows; i++) {
            int o = used[first + i];
            for (int at = 0; at < columns; at += lane.length) {
                int length = Math.min(lane.length, columns - at);
                weights.host().get(o * in + column + at, lane, 0, length);
                WeightParts.take(part, scale[o], lane, length);
                scratch.block().host().put(scratch.at() + i * columns + at, lane, 0, length);
            }
        }
        return new Gemm.Matrix(scratch.block(), scratch.at(), columns);
    }

    private static Gemm.Matrix factors(Maps dy, int n, int[] used, int first, int rows, Scratch scratch) {
        int at = scratch.at() + PIECE + ROWS;
        for (int i = 0; i < rows; i++) {
            float factor = dy.data().host().get(dy.index(n, 0, 0) + used[first + i]);
            scratch.block().host().put(at + i, factor);
        }
        return new Gemm.Matrix(scratch.block(), at, rows);
    }

    /** The rows that some map has something but 0 for. */
    private int[] used(Maps wanted) {
        boolean[] any = new boolean[out];
        float[] values = new float[out];
        for (int n = 0; n < wanted.count(); n++) {
            wanted.data().host().get(wanted.index(n, 0, 0), values);
            for (int o = 0; o < out; o++) {
                any[o] |= values[o] != 0;
            }
        }
        return IntStream.range(0, out).filter(o -> any[o]).toArray();
    }
}
