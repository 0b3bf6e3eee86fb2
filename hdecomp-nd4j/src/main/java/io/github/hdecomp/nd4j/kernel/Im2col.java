package io.github.hdecomp.nd4j.kernel;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Lays the windows of a map out as the rows of a matrix: row r holds what output cell r reads, in the order (window row,
 * window column, channel), zeros where the window lies in the padding.
 */
public final class Im2col {
    /** Rows of a window that are shorter are gathered on the heap, where a short copy costs a fraction. */
    private static final int SHORT = 64;

    private final Maps x;
    private final Window window;
    private final int outHeight;
    private final int outWidth;
    private final int channel;
    private final int channels;
    private final Scratch scratch;
    private final FloatBuffer source;
    private final FloatBuffer target;

    private Im2col(Maps x, Window window, int outHeight, int outWidth, int channel, int channels, Scratch scratch) {
        this.x = x;
        this.window = window;
        this.outHeight = outHeight;
        this.outWidth = outWidth;
        this.channel = channel;
        this.channels = channels;
        this.scratch = scratch;
        this.source = x.data().host();
        this.target = scratch.block().host();
    }

    /**
     * Fills rows of the matrix.
     *
     * @param x the maps
     * @param window the geometry
     * @param outHeight rows of the output
     * @param outWidth columns of the output
     * @param channel the first channel to take
     * @param channels how many
     * @param cell the first output cell, counted over all maps
     * @param cells how many
     * @param scratch its native part receives the matrix; lanes 5 to 7 and the rows are used
     */
    public static void fill(
            Maps x,
            Window window,
            int outHeight,
            int outWidth,
            int channel,
            int channels,
            int cell,
            int cells,
            Scratch scratch) {
        Im2col im2col = new Im2col(x, window, outHeight, outWidth, channel, channels, scratch);
        boolean wholeRows = channels == x.channels() && window.dilationWidth() == 1;
        int rowFloats = window.kernelHeight() * x.width() * channels;
        int filter = window.taps() * channels;
        if (wholeRows
                && window.kernelWidth() * channels < SHORT
                && rowFloats <= Scratch.ROW
                && filter <= Scratch.LANE) {
            im2col.gather(cell, cells);
        } else {
            im2col.copy(cell, cells, wholeRows);
        }
    }

    /** Output row by output row: reads the input rows it needs at once and picks windows out of them. */
    private void gather(int cell, int cells) {
        int filter = window.taps() * channels;
        int width = x.width() * channels;
        float[] rows = scratch.row(0);
        float[] out = scratch.lane(5);
        int perPut = out.length / filter;
        int end = cell + cells;
        int to = scratch.at();
        for (int first = cell; first < end; ) {
            int last = Math.min(end, (first / outWidth + 1) * outWidth);
            readRows(first, rows, width);
            for (int r = first; r < last; r += perPut) {
                int count = Math.min(perPut, last - r);
                for (int i = 0; i < count; i++) {
                    window(rows, width, (r + i) % outWidth, out, i * filter);
                }
                target.put(to, out, 0, count * filter);
                to += count * filter;
            }
            first = last;
        }
    }

    /** The input rows that the windows of an output cell's row cover, zeros for those in the padding. */
    private void readRows(int cell, float[] rows, int width) {
        int n = cell / (outHeight * outWidth);
        int top = cell / outWidth % outHeight * window.strideHeight() - window.top();
        for (int ky = 0; ky < window.kernelHeight(); ky++) {
            int y = top + ky * window.dilationHeight();
            if (y < 0 || y >= x.height()) {
                Arrays.fill(rows, ky * width, (ky + 1) * width, 0f);
            } else {
                source.get(x.index(n, y, 0), rows, ky * width, width);
            }
        }
    }

    /** Picks the window of one output column out of input rows. */
    private void window(float[] rows, int width, int column, float[] out, int at) {
        int left = column * window.strideWidth() - window.left();
        int first = Math.min(Math.max(left, 0), x.width());
        int last = Math.min(Math.max(left + window.kernelWidth(), first), x.width());
        int rowLength = window.kernelWidth() * channels;
        boolean inside = last - first == window.kernelWidth();
        for (int ky = 0, to = at; ky < window.kernelHeight(); ky++, to += rowLength) {
            if (!inside) {
                Arrays.fill(out, to, to + rowLength, 0f);
            }
            if (first < last) {
                System.arraycopy(
                        rows,
                        ky * width + first * channels,
                        out,
                        to + (first - left) * channels,
                        (last - first) * channels);
            }
        }
    }

    /** Window by window, straight from the maps to the matrix. */
    private void copy(int cell, int cells, boolean wholeRows) {
        float[] zeros = scratch.lane(7);
        Arrays.fill(zeros, 0f);
        int rowLength = window.kernelWidth() * channels;
        int at = scratch.at();
        for (int r = cell; r < cell + cells; r++) {
            int n = r / (outHeight * outWidth);
            int oy = r / outWidth % outHeight;
            int left = r % outWidth * window.strideWidth() - window.left();
            for (int ky = 0; ky < window.kernelHeight(); ky++, at += rowLength) {
                int y = oy * window.strideHeight() - window.top() + ky * window.dilationHeight();
                if (y < 0 || y >= x.height()) {
                    zero(at, rowLength, zeros);
                } else if (wholeRows) {
                    contiguous(n, y, left, at, zeros);
                } else {
                    cellByCell(n, y, left, at, zeros);
                }
            }
        }
    }

    /** A row of the window whose cells lie side by side: one copy, with zeros where it leaves the map. */
    private void contiguous(int n, int y, int left, int at, float[] zeros) {
        int kernelWidth = window.kernelWidth();
        int first = Math.max(left, 0);
        int last = Math.min(left + kernelWidth, x.width());
        if (first >= last) {
            zero(at, kernelWidth * channels, zeros);
            return;
        }
        zero(at, (first - left) * channels, zeros);
        target.put(at + (first - left) * channels, source, x.index(n, y, first), (last - first) * channels);
        zero(at + (last - left) * channels, (left + kernelWidth - last) * channels, zeros);
    }

    private void cellByCell(int n, int y, int left, int at, float[] zeros) {
        for (int kx = 0, to = at; kx < window.kernelWidth(); kx++, to += channels) {
            int column = left + kx * window.dilationWidth();
            if (column < 0 || column >= x.width()) {
                zero(to, channels, zeros);
            } else {
                target.put(to, source, x.index(n, y, column) + channel, channels);
            }
        }
    }

    private void zero(int at, int length, float[] zeros) {
        for (int i = 0; i < length; i += zeros.length) {
            target.put(at + i, zeros, 0, Math.min(zeros.length, length - i));
        }
    }
}
