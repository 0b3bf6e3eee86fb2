package io.github.hdecomp.nd4j.kernel;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * A bare convolution of parts of maps: the cells that each cell of the window meets are the rows of a matrix, which is
 * multiplied by that cell's weights; the products of all cells add up.
 */
public final class PartProduct {
    /** Floats that a thread gathers at once: they stay in the second-level cache. */
    private static final int BLOCK = 1 << 17;

    private static final int MOST_ROWS = 512;
    private static final int LEAST_ROWS = 16;

    /** Output channels per chunk. */
    private static final int COLUMNS = 512;

    private final Part x;
    private final Part y;
    private final Filters filters;
    private final Window window;

    private PartProduct(Part x, Part y, Filters filters) {
        this.x = x;
        this.y = y;
        this.filters = filters;
        this.window = filters.convolution().window();
    }

    /**
     * The native working space that each thread needs.
     *
     * @param convolution its shape
     * @return floats
     */
    public static int scratch(Convolution convolution) {
        return Math.max(BLOCK, LEAST_ROWS * convolution.inPerGroup());
    }

    /**
     * y = w x, without a bias.
     *
     * @param x covers all cells of the map that y reads. Not modified.
     * @param y receives the output channels of the filters. Modified.
     * @param filters the weights
     * @param run threads and working space
     */
    public static void multiply(Part x, Part y, Filters filters, Run run) {
        new PartProduct(x, y, filters).multiply(run);
    }

    private void multiply(Run run) {
        int read = filters.convolution().inPerGroup();
        int rows = y.values().cells();
        int most = Math.max(LEAST_ROWS, Math.min(MOST_ROWS, BLOCK / read));
        int rowBlocks = (rows + most - 1) / most;
        int perBlock = (rows + rowBlocks - 1) / Math.max(rowBlocks, 1);
        int columnBlocks = (filters.count() + COLUMNS - 1) / COLUMNS;
        run.parallel(rowBlocks * columnBlocks, (chunk, scratch) -> {
            int row = chunk % rowBlocks * perBlock;
            int first = chunk / rowBlocks * COLUMNS;
            int end = Math.min(first + COLUMNS, filters.count());
            for (int group = 0; group < filters.convolution().groups(); group++) {
                int from = Math.max(first, filters.start(group));
                int to = Math.min(end, filters.start(group + 1));
                if (from < to) {
                    rows(row, Math.min(perBlock, rows - row), group, from, to - from, run.gemm(), scratch);
                }
            }
        });
    }

    private void rows(int row, int rows, int group, int column, int columns, Gemm gemm, Scratch scratch) {
        int read = filters.convolution().inPerGroup();
        Maps out = y.values();
        Gemm.Matrix sum = new Gemm.Matrix(out.data(), out.at() + row * out.channels() + column, out.channels());
        Gemm.Matrix cells = new Gemm.Matrix(scratch.block(), scratch.at(), read);
        boolean direct = window.isPointwise() && x.region().equals(y.region());
        if (direct) {
            Maps in = x.values();
            cells = new Gemm.Matrix(in.data(), in.at() + row * in.channels() + group * read, in.channels());
        }
        for (int tap = 0; tap < window.taps(); tap++) {
            if (!direct) {
                gather(row, rows, tap, group * read, read, scratch);
            }
            for (int channel = 0; channel < read; channel = filters.end(channel)) {
                Gemm.Matrix some = new Gemm.Matrix(cells.data(), cells.at() + channel, cells.stride());
                Gemm.Matrix weights = filters.matrix(column, tap, channel);
                float beta = tap + channel == 0 ? 0f : 1f;
                gemm.multiply(rows, columns, filters.end(channel) - channel, some, false, weights, true, beta, sum);
            }
        }
    }

    /** The cells that one cell of the window meets, zeros in the padding. */
    private void gather(int row, int rows, int tap, int channel, int channels, Scratch scratch) {
        FloatBuffer source = x.values().data().host();
        FloatBuffer target = scratch.block().host();
        float[] zeros = scratch.row(0);
        Arrays.fill(zeros, 0, Math.min(channels, zeros.length), 0f);
        Reach place = new Reach(window, y, tap);
        for (int r = row, at = scratch.at(); r < row + rows; r++, at += channels) {
            int iy = place.inputRow(r);
            int ix = place.inputColumn(r);
            if (x.region().contains(iy, ix)) {
                target.put(at, source, x.index(place.map(r), iy, ix) + channel, channels);
            } else {
                for (int i = 0; i < channels; i += zeros.length) {
                    target.put(at + i, zeros, 0, Math.min(zeros.length, channels - i));
                }
            }
        }
    }
}
