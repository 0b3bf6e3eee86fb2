package io.github.hdecomp.nd4j.kernel;

import java.nio.FloatBuffer;

/**
 * Adds to every cell of a convolution's input what the windows that hold it contribute. A row of the input is gathered on the
 * heap and written once.
 *
 * @param window the geometry
 * @param from where the patches of the output lie
 * @param dx the patches of the input. Modified.
 * @param channel the first channel of the input
 * @param channels how many
 * @param scratch its native part holds the contributions (cell of the window, cell of the strip, channel); rows 0 and 1 are
 *     used
 */
record WindowSums(Window window, Placement from, Patches dx, int channel, int channels, Scratch scratch) {

    /**
     * Neighbouring cells of the output.
     *
     * @param row the first row, counted over all patches
     * @param rows how many; 1 unless the strip has all columns
     * @param column the first column
     * @param columns how many
     */
    record Strip(int row, int rows, int column, int columns) {}

    /** Adds the contributions of a strip. */
    void add(Strip strip) {
        int height = from.height();
        for (int row = strip.row(); row < strip.row() + strip.rows(); ) {
            int patch = row / height;
            int end = Math.min(strip.row() + strip.rows(), (patch + 1) * height);
            add(strip, patch, row - patch * height, end - patch * height);
            row = end;
        }
    }

    /** Adds the contributions of some output rows of one patch. */
    private void add(Strip strip, int patch, int first, int end) {
        Placement to = dx.place();
        int reach = (window.kernelHeight() - 1) * window.dilationHeight();
        int top = Math.max((from.y(patch) + first) * window.strideHeight() - window.top(), to.y(patch));
        int bottom = Math.min(
                (from.y(patch) + end - 1) * window.strideHeight() - window.top() + reach,
                to.y(patch) + to.height() - 1);
        int left = leftmost(patch, strip.column());
        int right = leftmost(patch, strip.column() + strip.columns() - 1)
                + (window.kernelWidth() - 1) * window.dilationWidth();
        int start = Math.max(left, to.x(patch));
        int stop = Math.min(right + 1, to.x(patch) + to.width());
        for (int y = top; y <= bottom && start < stop; y++) {
            Row row = new Row(strip, patch, y, start, stop);
            load(row);
            for (int ky = 0; ky < window.kernelHeight(); ky++) {
                int scaled = y + window.top() - ky * window.dilationHeight();
                int oy = Math.floorDiv(scaled, window.strideHeight()) - from.y(patch);
                if (Math.floorMod(scaled, window.strideHeight()) == 0 && oy >= first && oy < end) {
                    gather(row, oy, ky);
                }
            }
            store(row);
        }
    }

    /** A row of the input, from column {@code start} to before {@code stop}. */
    private record Row(Strip strip, int patch, int y, int start, int stop) {}

    /** The input column of the first cell of an output cell's window. */
    private int leftmost(int patch, int column) {
        return (from.x(patch) + column) * window.strideWidth() - window.left();
    }

    private void load(Row row) {
        float[] sum = scratch.row(0);
        FloatBuffer source = dx.values().data().host();
        int at = index(row);
        if (channels == dx.values().channels()) {
            source.get(at, sum, 0, (row.stop() - row.start()) * channels);
            return;
        }
        for (int i = 0; i < row.stop() - row.start(); i++) {
            source.get(at + i * dx.values().channels(), sum, i * channels, channels);
        }
    }

    private void store(Row row) {
        float[] sum = scratch.row(0);
        FloatBuffer target = dx.values().data().host();
        int at = index(row);
        if (channels == dx.values().channels()) {
            target.put(at, sum, 0, (row.stop() - row.start()) * channels);
            return;
        }
        for (int i = 0; i < row.stop() - row.start(); i++) {
            target.put(at + i * dx.values().channels(), sum, i * channels, channels);
        }
    }

    private int index(Row row) {
        Placement to = dx.place();
        return dx.values().index(row.patch(), row.y() - to.y(row.patch()), row.start() - to.x(row.patch())) + channel;
    }

    /** Adds what one output row contributes through one row of the window. */
    private void gather(Row row, int oy, int ky) {
        Strip strip = row.strip();
        int cells = strip.rows() * strip.columns();
        int inStrip = (row.patch() * from.height() + oy - strip.row()) * strip.columns();
        for (int kx = 0; kx < window.kernelWidth(); kx++) {
            int tap = ky * window.kernelWidth() + kx;
            int at = scratch.at() + (tap * cells + inStrip) * channels;
            int left = leftmost(row.patch(), strip.column()) + kx * window.dilationWidth();
            if (window.strideWidth() == 1) {
                int first = Math.max(0, row.start() - left);
                int end = Math.min(strip.columns(), row.stop() - left);
                add(at + first * channels, (left + first - row.start()) * channels, (end - first) * channels);
            } else {
                for (int i = 0; i < strip.columns(); i++) {
                    int x = left + i * window.strideWidth();
                    if (x >= row.start() && x < row.stop()) {
                        add(at + i * channels, (x - row.start()) * channels, channels);
                    }
                }
            }
        }
    }

    /** Adds products to the gathered row from an offset on. */
    private void add(int at, int offset, int length) {
        if (length > 0) {
            scratch.block().host().get(at, scratch.row(1), offset, length);
            Lanes.add(scratch.row(1), scratch.row(0), offset, offset + length);
        }
    }
}
