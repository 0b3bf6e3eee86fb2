package io.github.hdecomp.nd4j.kernel;

import java.nio.FloatBuffer;

/** The transpose of {@link Im2col}: adds the rows of a matrix to the cells that the windows of a map read. */
public final class Col2im {
    private Col2im() {}

    /**
     * Adds rows of the matrix.
     *
     * @param dx the maps. Modified.
     * @param window the geometry
     * @param outHeight rows of the output
     * @param outWidth columns of the output
     * @param channel the first channel of the maps to add to
     * @param channels how many
     * @param cell the first output cell, counted over all maps
     * @param cells how many
     * @param scratch its native part holds the matrix, each row (window row, window column, channel); lanes 5 and 6 are used
     */
    public static void add(
            Maps dx,
            Window window,
            int outHeight,
            int outWidth,
            int channel,
            int channels,
            int cell,
            int cells,
            Scratch scratch) {
        int from = scratch.at();
        for (int r = cell; r < cell + cells; r++) {
            int n = r / (outHeight * outWidth);
            int top = r / outWidth % outHeight * window.strideHeight() - window.top();
            int left = r % outWidth * window.strideWidth() - window.left();
            for (int tap = 0; tap < window.taps(); tap++, from += channels) {
                int y = top + tap / window.kernelWidth() * window.dilationHeight();
                int x = left + tap % window.kernelWidth() * window.dilationWidth();
                if (y >= 0 && y < dx.height() && x >= 0 && x < dx.width()) {
                    add(from, dx, dx.index(n, y, x) + channel, channels, scratch);
                }
            }
        }
    }

    private static void add(int from, Maps dx, int to, int channels, Scratch scratch) {
        FloatBuffer source = scratch.block().host();
        FloatBuffer target = dx.data().host();
        for (int c = 0; c < channels; c += Scratch.LANE) {
            int length = Math.min(Scratch.LANE, channels - c);
            source.get(from + c, scratch.lane(5), 0, length);
            target.get(to + c, scratch.lane(6), 0, length);
            Lanes.add(scratch.lane(5), scratch.lane(6), length);
            target.put(to + c, scratch.lane(6), 0, length);
        }
    }
}
