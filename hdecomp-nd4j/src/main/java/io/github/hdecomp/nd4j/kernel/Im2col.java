package io.github.hdecomp.nd4j.kernel;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Lays the windows of a map out as the rows of a matrix: row r holds what output cell r reads, in the order (window row,
 * window column, channel), zeros where the window lies in the padding.
 */
final class Im2col {
    private Im2col() {}

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
     * @param scratch its native part receives the matrix, and lane 7 is set to zero
     */
    static void fill(
            Maps x,
            Window window,
            int outHeight,
            int outWidth,
            int channel,
            int channels,
            int cell,
            int cells,
            Scratch scratch) {
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
                    zero(scratch.block().host(), at, rowLength, zeros);
                } else if (channels == x.channels() && window.dilationWidth() == 1) {
                    contiguous(x, n, y, left, window.kernelWidth(), at, scratch, zeros);
                } else {
                    cellByCell(x, n, y, left, window, channel, channels, at, scratch, zeros);
                }
            }
        }
    }

    /** A row of the window whose cells lie side by side: one copy, with zeros where it leaves the map. */
    private static void contiguous(
            Maps x, int n, int y, int left, int kernelWidth, int at, Scratch scratch, float[] zeros) {
        int channels = x.channels();
        int first = Math.max(left, 0);
        int last = Math.min(left + kernelWidth, x.width());
        FloatBuffer target = scratch.block().host();
        if (first >= last) {
            zero(target, at, kernelWidth * channels, zeros);
            return;
        }
        zero(target, at, (first - left) * channels, zeros);
        target.put(at + (first - left) * channels, x.data().host(), x.index(n, y, first), (last - first) * channels);
        zero(target, at + (last - left) * channels, (left + kernelWidth - last) * channels, zeros);
    }

    private static void cellByCell(
            Maps x,
            int n,
            int y,
            int left,
            Window window,
            int channel,
            int channels,
            int at,
            Scratch scratch,
            float[] zeros) {
        FloatBuffer target = scratch.block().host();
        for (int kx = 0, to = at; kx < window.kernelWidth(); kx++, to += channels) {
            int column = left + kx * window.dilationWidth();
            if (column < 0 || column >= x.width()) {
                zero(target, to, channels, zeros);
            } else {
                target.put(to, x.data().host(), x.index(n, y, column) + channel, channels);
            }
        }
    }

    private static void zero(FloatBuffer target, int at, int length, float[] zeros) {
        for (int i = 0; i < length; i += zeros.length) {
            target.put(at + i, zeros, 0, Math.min(zeros.length, length - i));
        }
    }
}
