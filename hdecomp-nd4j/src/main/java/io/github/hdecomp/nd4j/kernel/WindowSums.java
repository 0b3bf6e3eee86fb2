package io.github.hdecomp.nd4j.kernel;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Adds to every cell of a convolution's input what the windows that hold it contribute. A row of the input is gathered on the
 * heap and written once.
 *
 * <p>With strides, windows skip columns: those that are as far from the strip's first column, but for whole strides, are
 * summed as neighbours and set apart in the end.
 *
 * @param window the geometry
 * @param from where the patches of the output lie
 * @param dx the patches of the input. Modified.
 * @param channel the first channel of the input
 * @param channels how many
 * @param scratch its native part holds the contributions (cell of the window, cell of the strip, channel); its rows are used
 */
record WindowSums(Window window, Placement from, Patches dx, int channel, int channels, Scratch scratch) {

    /** The rows of the scratch that hold columns apart. */
    private static final int FIRST_PHASE = 2;

    private static final int MOST_PHASES = 6;

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
        int below = (window.kernelHeight() - 1) * window.dilationHeight();
        int top = Math.max((from.y(patch) + first) * window.strideHeight() - window.top(), to.y(patch));
        int bottom = Math.min(
                (from.y(patch) + end - 1) * window.strideHeight() - window.top() + below,
                to.y(patch) + to.height() - 1);
        int left = leftmost(patch, strip.column());
        int right = leftmost(patch, strip.column() + strip.columns() - 1) + reach();
        int start = Math.max(left, to.x(patch));
        int stop = Math.min(right + 1, to.x(patch) + to.width());
        for (int y = top; y <= bottom && start < stop; y++) {
            Row row = new Row(strip, patch, y, start, stop);
            boolean loaded = false;
            for (int ky = 0; ky < window.kernelHeight(); ky++) {
                int scaled = y + window.top() - ky * window.dilationHeight();
                int oy = Math.floorDiv(scaled, window.strideHeight()) - from.y(patch);
                if (Math.floorMod(scaled, window.strideHeight()) == 0 && oy >= first && oy < end) {
                    if (!loaded) {
                        load(row);
                        clearPhases(strip);
                        loaded = true;
                    }
                    gather(row, oy, ky);
                }
            }
            if (loaded) {
                spreadPhases(row);
                store(row);
            }
        }
    }

    /** Which row holds columns that are a number of columns more than whole strides away from the first. */
    private float[] phase(int number) {
        return scratch.row(FIRST_PHASE + number);
    }

    private boolean hasPhases() {
        return window.strideWidth() > 1 && window.strideWidth() <= MOST_PHASES;
    }

    private int reach() {
        return (window.kernelWidth() - 1) * window.dilationWidth();
    }

    private void clearPhases(Strip strip) {
        for (int i = 0; hasPhases() && i < window.strideWidth(); i++) {
            int cells = strip.columns() + reach() / window.strideWidth();
            Arrays.fill(phase(i), 0, cells * channels, 0f);
        }
    }

    /** Adds the columns that were summed apart to the row. */
    private void spreadPhases(Row row) {
        if (!hasPhases()) {
            return;
        }
        int left = leftmost(row.patch(), row.strip().column());
        for (int x = row.start(); x < row.stop(); x++) {
            int phase = (x - left) % window.strideWidth();
            int from = (x - left) / window.strideWidth() * channels;
            System.arraycopy(phase(phase), from, scratch.row(1), (x - row.start()) * channels, channels);
        }
        Lanes.add(scratch.row(1), scratch.row(0), (row.stop() - row.start()) * channels);
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
            } else if (hasPhases()) {
                int from = kx * window.dilationWidth();
                float[] sum = phase(from % window.strideWidth());
                int to = from / window.strideWidth() * channels;
                scratch.block().host().get(at, scratch.row(1), to, strip.columns() * channels);
                Lanes.add(scratch.row(1), sum, to, to + strip.columns() * channels);
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
