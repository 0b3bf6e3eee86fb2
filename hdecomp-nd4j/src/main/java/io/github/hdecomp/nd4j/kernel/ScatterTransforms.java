package io.github.hdecomp.nd4j.kernel;

import io.github.hdecomp.nd4j.memory.NativeFloats;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * The transforms of {@link ScatterPullBack}, a few patches at a time. Heap arrays hold one place for all of these patches and
 * all channels, so that each step is a few loops over long arrays and patches that lie elsewhere differ only in where they are
 * read and written.
 *
 * @param window the convolution's padding
 * @param dy cotangents of the output
 * @param dx cotangents of the input
 * @param first the first patch
 * @param patches how many
 */
record ScatterTransforms(Window window, Patches dy, Patches dx, int first, int patches) {
    private static final int CELLS = ScatterTile.CELLS;
    private static final int PLACES = ScatterTile.PLACES;

    /** Which arrays hold the places of a column or row of a tile, */
    private static final int LINE = 0;

    /** a whole tile, row by row, */
    private static final int TILE = LINE + PLACES;

    /** three values on their way, */
    private static final int PASSING = TILE + PLACES * PLACES;

    /** and the rows of the input that a row of tiles reaches. */
    private static final int SUMS = PASSING + CELLS;

    /** Whether rows of a few patches fit the working space. */
    static boolean fits(Placement dy) {
        return columns(dy) * Scratch.CELL <= Scratch.ROW;
    }

    /** How many arrays that takes. */
    private static int arrays(Placement dy) {
        return SUMS + PLACES * columns(dy);
    }

    /** Columns of the input that a row of tiles reaches. */
    private static int columns(Placement dy) {
        return tiles(dy.width()) * CELLS + PLACES - CELLS;
    }

    /** Tiles that cover some cells. */
    static int tiles(int cells) {
        return (cells + CELLS - 1) / CELLS;
    }

    /** Transforms all tiles of the patches and writes them to (place, row, channel), tile by tile, from a row on. */
    void input(NativeFloats v, int at, int rows, int row, Scratch scratch) {
        int n = patches * dy.values().channels();
        float[][] a = scratch.cells(arrays(dy.place()));
        for (int ty = 0; ty < tiles(dy.place().height()); ty++) {
            load(ty * CELLS, scratch);
            for (int tx = 0; tx < tiles(dy.place().width()); tx++) {
                for (int column = 0; column < CELLS; column++) {
                    column(a, tx * CELLS + column, column, n, scratch);
                }
                int tile = ty * tiles(dy.place().width()) + tx;
                write(
                        a,
                        v,
                        at + (row + tile * patches) * dy.values().channels(),
                        rows * dy.values().channels(),
                        n);
            }
        }
    }

    /** Transforms one column of a tile of cotangents into the same column of the array's tile. */
    private void column(float[][] a, int x, int column, int n, Scratch scratch) {
        float[] top = a[TILE + column];
        float[] bottom = a[TILE + (PLACES - 1) * PLACES + column];
        pick(scratch.row(0), x, top);
        pick(scratch.row(1), x, a[LINE]);
        pick(scratch.row(2), x, bottom);
        ScatterTile.input(
                top,
                a[LINE],
                bottom,
                a[TILE + PLACES + column],
                a[TILE + 2 * PLACES + column],
                a[TILE + 3 * PLACES + column],
                n);
    }

    /** The rows of a row of tiles, those of all patches one after the other; zeros where patches end. */
    private void load(int y, Scratch scratch) {
        int length = dy.place().width() * dy.values().channels();
        for (int row = 0; row < CELLS; row++) {
            if (y + row >= dy.place().height()) {
                Arrays.fill(scratch.row(row), 0, patches * length, 0f);
                continue;
            }
            for (int p = 0; p < patches; p++) {
                int at = dy.values().index(first + p, y + row, 0);
                dy.values().data().host().get(at, scratch.row(row), p * length, length);
            }
        }
    }

    /** One cell of a row of every patch; zeros where patches end. */
    private void pick(float[] row, int x, float[] values) {
        int channels = dy.values().channels();
        int width = dy.place().width();
        if (x >= width) {
            Arrays.fill(values, 0, patches * channels, 0f);
            return;
        }
        for (int p = 0; p < patches; p++) {
            System.arraycopy(row, (p * width + x) * channels, values, p * channels, channels);
        }
    }

    /** Transforms the rows of a tile and writes all of its places. */
    private static void write(float[][] a, NativeFloats v, int at, int step, int n) {
        FloatBuffer target = v.host();
        for (int row = 0; row < PLACES; row++) {
            int cell = TILE + row * PLACES;
            ScatterTile.input(a[cell], a[cell + 1], a[cell + 2], a[PASSING], a[PASSING + 1], a[PASSING + 2], n);
            int place = at + row * PLACES * step;
            target.put(place, a[cell], 0, n);
            target.put(place + step, a[PASSING], 0, n);
            target.put(place + 2 * step, a[PASSING + 1], 0, n);
            target.put(place + 3 * step, a[PASSING + 2], 0, n);
            target.put(place + 4 * step, a[cell + 2], 0, n);
        }
    }

    /** Reads (place, row, channel), transforms back and adds all contributions to the input. */
    void output(NativeFloats m, int at, int rows, int row, Scratch scratch) {
        int channels = dx.values().channels();
        int n = patches * channels;
        int width = columns(dy.place());
        float[][] a = scratch.cells(arrays(dy.place()));
        clear(a, 0, PLACES, width, n);
        int tileRows = tiles(dy.place().height());
        int tileColumns = tiles(dy.place().width());
        for (int ty = 0; ty < tileRows; ty++) {
            for (int tx = 0; tx < tileColumns; tx++) {
                int tile = ty * tileColumns + tx;
                read(a, m, at + (row + tile * patches) * channels, rows * channels, n);
                for (int line = 0; line < PLACES; line++) {
                    add(a, line, SUMS + line * width + tx * CELLS, n);
                }
            }
            boolean last = ty == tileRows - 1;
            for (int line = 0; line < (last ? PLACES : CELLS); line++) {
                store(a, SUMS + line * width, ty * CELLS + line, scratch);
            }
            if (!last) {
                for (int i = SUMS; i < SUMS + (PLACES - CELLS) * width; i++) {
                    float[] finished = a[i];
                    a[i] = a[i + CELLS * width];
                    a[i + CELLS * width] = finished;
                }
                clear(a, PLACES - CELLS, PLACES, width, n);
            }
        }
    }

    private static void clear(float[][] a, int firstRow, int endRow, int width, int n) {
        for (int i = firstRow * width; i < endRow * width; i++) {
            Arrays.fill(a[SUMS + i], 0, n, 0f);
        }
    }

    /** Reads a tile and transforms its columns. */
    private static void read(float[][] a, NativeFloats m, int at, int step, int n) {
        FloatBuffer source = m.host();
        for (int column = 0; column < PLACES; column++) {
            float[] top = a[TILE + column];
            float[] bottom = a[TILE + (PLACES - 1) * PLACES + column];
            for (int row = 0; row < PLACES; row++) {
                float[] into = row == 0 ? top : row == PLACES - 1 ? bottom : a[LINE + row];
                source.get(at + (row * PLACES + column) * step, into, 0, n);
            }
            ScatterTile.output(
                    top,
                    a[LINE + 1],
                    a[LINE + 2],
                    a[LINE + 3],
                    bottom,
                    a[TILE + PLACES + column],
                    a[TILE + 2 * PLACES + column],
                    a[TILE + 3 * PLACES + column],
                    n);
        }
    }

    /** Transforms a row of a tile and adds it to the sums. */
    private static void add(float[][] a, int row, int sums, int n) {
        int cell = TILE + row * PLACES;
        ScatterTile.output(
                a[cell],
                a[cell + 1],
                a[cell + 2],
                a[cell + 3],
                a[cell + 4],
                a[PASSING],
                a[PASSING + 1],
                a[PASSING + 2],
                n);
        Lanes.add(a[cell], a[sums], n);
        for (int i = 0; i < CELLS; i++) {
            Lanes.add(a[PASSING + i], a[sums + 1 + i], n);
        }
        Lanes.add(a[cell + 4], a[sums + 4], n);
    }

    /**
     * Adds a finished row, counted from the first that windows touch, as far as it lies in each patch. What tiles hold beyond
     * the patch of cotangents is zero, so nothing is added where no window reaches.
     */
    private void store(float[][] a, int sums, int line, Scratch scratch) {
        if (line >= dy.place().height() + window.kernelHeight() - 1) {
            return;
        }
        int channels = dx.values().channels();
        int width = dy.place().width() + window.kernelWidth() - 1;
        FloatBuffer host = dx.values().data().host();
        for (int p = 0; p < patches; p++) {
            int patch = first + p;
            int y = dy.place().y(patch) - window.top() + line - dx.place().y(patch);
            int left = dy.place().x(patch) - window.left() - dx.place().x(patch);
            int start = Math.max(0, -left);
            int cells = Math.min(width, dx.place().width() - left) - start;
            if (y >= 0 && y < dx.place().height() && cells > 0) {
                for (int i = 0; i < cells; i++) {
                    System.arraycopy(a[sums + start + i], p * channels, scratch.row(0), i * channels, channels);
                }
                int at = dx.values().index(patch, y, left + start);
                host.get(at, scratch.row(1), 0, cells * channels);
                Lanes.add(scratch.row(1), scratch.row(0), cells * channels);
                host.put(at, scratch.row(0), 0, cells * channels);
            }
        }
    }
}
