package io.github.hdecomp.nd4j.layer;

import io.github.hdecomp.nd4j.kernel.Lanes;
import io.github.hdecomp.nd4j.kernel.Maps;
import io.github.hdecomp.nd4j.kernel.Patches;
import io.github.hdecomp.nd4j.kernel.Scratch;
import io.github.hdecomp.nd4j.kernel.Window;
import java.util.Arrays;

/**
 * Hands the cotangents of max pooling to the winners of their windows, a row of the output at a time for some channels. A
 * window's first largest cell wins.
 *
 * @param window the geometry
 * @param x the recorded input
 * @param y the recorded output
 * @param dy cotangents of the output. Not modified.
 * @param dx cotangents of the input. Modified.
 * @param channel the first channel
 * @param channels how many; a row of windows of so many fits {@link Scratch#ROW}
 * @param scratch its rows are used
 */
record MaxPoolAward(Window window, Maps x, Maps y, Patches dy, Patches dx, int channel, int channels, Scratch scratch) {

    /** Which row array holds what: of the output. */
    private static final int LARGEST = 0;

    private static final int COTANGENTS = 1;
    private static final int CELL = 2;
    private static final int WON = 3;

    /** Of the input. */
    private static final int INPUT = 4;

    private static final int SPREAD = 5;
    private static final int SUM = 6;

    /** One row of a patch of the output. */
    void row(int patch, int row) {
        int n = dy.place().map(patch);
        int oy = dy.place().y(patch) + row;
        int ox = dy.place().x(patch);
        int columns = dy.place().width();
        load(y, y.index(n, oy, ox), columns, scratch.row(LARGEST));
        load(dy.values(), dy.values().index(patch, row, 0), columns, scratch.row(COTANGENTS));
        int left = ox * window.strideWidth() - window.left();
        for (int ky = 0; ky < window.kernelHeight(); ky++) {
            int inputRow = oy * window.strideHeight() - window.top() + ky * window.dilationHeight();
            if (inputRow >= 0 && inputRow < x.height()) {
                award(patch, n, inputRow, left, columns);
            }
        }
    }

    /** What one row of the windows wins. */
    private void award(int patch, int n, int inputRow, int left, int columns) {
        int start = Math.max(left, 0);
        int stop = Math.min(left + span(columns), x.width());
        if (start >= stop) {
            return;
        }
        load(x, x.index(n, inputRow, start), stop - start, scratch.row(INPUT));
        Arrays.fill(scratch.row(SUM), 0, (stop - start) * channels, 0f);
        int length = columns * channels;
        for (int kx = 0; kx < window.kernelWidth(); kx++) {
            int first = left + kx * window.dilationWidth() - start;
            pick(first, stop - start, columns);
            Lanes.award(scratch.row(CELL), scratch.row(LARGEST), scratch.row(COTANGENTS), scratch.row(WON), length);
            if (isFirst(kx)) {
                spread(first, stop - start, columns, scratch.row(SUM));
            } else {
                Arrays.fill(scratch.row(SPREAD), 0, (stop - start) * channels, 0f);
                spread(first, stop - start, columns, scratch.row(SPREAD));
                Lanes.add(scratch.row(SPREAD), scratch.row(SUM), (stop - start) * channels);
            }
        }
        add(patch, inputRow, start, stop);
    }

    private int span(int columns) {
        return (columns - 1) * window.strideWidth() + (window.kernelWidth() - 1) * window.dilationWidth() + 1;
    }

    /** For every output column, the cell that its window has at one column; padding never wins. */
    private void pick(int first, int width, int columns) {
        for (int i = 0; i < columns; i++) {
            int column = first + i * window.strideWidth();
            if (column >= 0 && column < width) {
                System.arraycopy(scratch.row(INPUT), column * channels, scratch.row(CELL), i * channels, channels);
            } else {
                Arrays.fill(scratch.row(CELL), i * channels, (i + 1) * channels, Float.NEGATIVE_INFINITY);
            }
        }
    }

    /** Whether no column of the windows before this one reads the same cells of an input row. */
    private boolean isFirst(int kx) {
        for (int before = 0; before < kx; before++) {
            if ((kx - before) * window.dilationWidth() % window.strideWidth() == 0) {
                return false;
            }
        }
        return true;
    }

    /** The other way round: writes what the output columns won to the cells of the input row. */
    private void spread(int first, int width, int columns, float[] row) {
        for (int i = 0; i < columns; i++) {
            int column = first + i * window.strideWidth();
            if (column >= 0 && column < width) {
                System.arraycopy(scratch.row(WON), i * channels, row, column * channels, channels);
            }
        }
    }

    /** Adds an input row to the patch, as far as it lies there. */
    private void add(int patch, int inputRow, int start, int stop) {
        int patchRow = inputRow - dx.place().y(patch);
        int first = Math.max(start, dx.place().x(patch));
        int end = Math.min(stop, dx.place().x(patch) + dx.place().width());
        if (patchRow < 0 || patchRow >= dx.place().height() || first >= end) {
            return;
        }
        int at = dx.values().index(patch, patchRow, first - dx.place().x(patch));
        int length = (end - first) * channels;
        load(dx.values(), at, end - first, scratch.row(SPREAD));
        System.arraycopy(scratch.row(SUM), (first - start) * channels, scratch.row(WON), 0, length);
        Lanes.add(scratch.row(WON), scratch.row(SPREAD), length);
        if (channels == x.channels()) {
            dx.values().data().host().put(at, scratch.row(SPREAD), 0, length);
        } else {
            for (int i = 0; i < end - first; i++) {
                int cell = at + i * x.channels() + channel;
                dx.values().data().host().put(cell, scratch.row(SPREAD), i * channels, channels);
            }
        }
    }

    /** Reads the channels of neighbouring cells. */
    private void load(Maps maps, int at, int cells, float[] row) {
        if (channels == maps.channels()) {
            maps.data().host().get(at, row, 0, cells * channels);
            return;
        }
        for (int i = 0; i < cells; i++) {
            maps.data().host().get(at + i * maps.channels() + channel, row, i * channels, channels);
        }
    }
}
