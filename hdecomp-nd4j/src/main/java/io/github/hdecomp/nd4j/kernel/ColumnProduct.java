package io.github.hdecomp.nd4j.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a bare convolution makes of differences in few channels: y' = y + w[:, c] (x'[c] - x[c]), since it is linear. Edits
 * that change neighbouring channels share one product, in which each has zeros for the others' channels: that costs less
 * than a product with a single column for each. Of vectors, which change in runs of channels, each is a product of its own
 * unless many change the same channels: such products are bound by the reading of the weights.
 */
public final class ColumnProduct {
    /** Edits per chunk. */
    private static final int EDITS = 16;

    /** Output channels per chunk. */
    private static final int OUTPUTS = 1024;

    /** The same for vectors that are multiplied each alone: rows of the weights, each on its own pages, read side by side. */
    private static final int VECTOR_OUTPUTS = 32;

    /** The widest run of channels in one product, for maps and for vectors, whose channels change in runs. */
    private static final int WIDTH = 16;

    private static final int VECTOR_WIDTH = 1024;

    /** How many edits must change the same channel of a vector, on average, for it to be worth sharing the weights. */
    private static final int SHARING = 2;

    /** Rows of a product that may be zeros for two products to become one. */
    private static final int GAP = 16;

    /** Floats of differences that a thread lays out at once. */
    private static final int BLOCK = 1 << 17;

    private final Differences dx;
    private final Part y;
    private final Filters filters;
    private final Window window;
    private final int cells;
    private final int widest;
    private final boolean eachAlone;

    private ColumnProduct(Differences dx, Part y, Filters filters) {
        this.dx = dx;
        this.y = y;
        this.filters = filters;
        this.window = filters.convolution().window();
        this.cells = y.region().area();
        boolean vectors = cells * window.taps() == 1;
        this.widest = vectors ? VECTOR_WIDTH : WIDTH;
        this.eachAlone = vectors && dx.distinctChannels() * SHARING >= dx.count();
    }

    /**
     * y = y + w dx.
     *
     * @param dx the differences; outside their region there are none
     * @param y one map per edit, with the output channels of the filters. Modified.
     * @param filters the weights
     * @param run threads and working space as of {@link PartProduct#scratch}
     */
    public static void add(Differences dx, Part y, Filters filters, Run run) {
        new ColumnProduct(dx, y, filters).add(run);
    }

    private void add(Run run) {
        if (eachAlone) {
            addVectors(run);
            return;
        }
        int edits = y.values().count();
        List<List<Tile>> blocks = new ArrayList<>();
        for (int edit = 0; edit < edits; edit += EDITS) {
            blocks.add(tiles(edit, Math.min(edit + EDITS, edits)));
        }
        int outputBlocks = (filters.count() + OUTPUTS - 1) / OUTPUTS;
        run.parallel(blocks.size() * outputBlocks, (chunk, scratch) -> {
            int first = chunk / blocks.size() * OUTPUTS;
            for (Tile tile : blocks.get(chunk % blocks.size())) {
                int from = firstReader(tile, first);
                int to = endOfReaders(tile, first + OUTPUTS);
                if (from < to) {
                    runs(tile, from, to - from, run.gemm(), scratch);
                }
            }
        });
    }

    private void addVectors(Run run) {
        List<Tile> tiles = new ArrayList<>();
        for (int edit = 0; edit < y.values().count(); edit++) {
            tiles.addAll(tiles(edit, edit + 1));
        }
        List<float[]> vectors = tiles.stream().map(this::vector).toList();
        run.parallel((filters.count() + VECTOR_OUTPUTS - 1) / VECTOR_OUTPUTS, (chunk, scratch) -> {
            int first = chunk * VECTOR_OUTPUTS;
            for (int i = 0; i < tiles.size(); i++) {
                Tile tile = tiles.get(i);
                int from = firstReader(tile, first);
                int to = endOfReaders(tile, first + VECTOR_OUTPUTS);
                if (from < to) {
                    addVector(tile, vectors.get(i), from, to - from, run.gemm(), scratch);
                }
            }
        });
    }

    /** The first of the output channels from one on that read a tile. */
    private int firstReader(Tile tile, int first) {
        return Math.max(first, filters.start(tile.group()));
    }

    /** The channel after the last of the output channels up to one that read a tile. */
    private int endOfReaders(Tile tile, int end) {
        return Math.min(end, filters.start(tile.group() + 1));
    }

    /** The differences in a run of channels of one vector. */
    private float[] vector(Tile tile) {
        float[] values = new float[tile.width()];
        for (int j = tile.from(); j < tile.to(); j++) {
            if (tile.holds(dx.channel(j))) {
                values[dx.channel(j) - tile.channel()] = dx.values(j)[0];
            }
        }
        return values;
    }

    private void addVector(Tile tile, float[] vector, int output, int outputs, Gemm gemm, Scratch scratch) {
        scratch.block().host().put(scratch.at(), vector);
        Maps out = y.values();
        int at = out.at() + dx.edit(tile.from()) * out.channels() + output;
        Gemm.Matrix differences = new Gemm.Matrix(scratch.block(), scratch.at(), tile.width());
        Gemm.Matrix weights =
                filters.matrix(output, 0, tile.channel() % filters.convolution().inPerGroup());
        Gemm.Matrix sum = new Gemm.Matrix(out.data(), at, out.channels());
        gemm.multiply(1, outputs, tile.width(), differences, false, weights, true, 1f, sum);
    }

    /** The runs of channels that some edits change. */
    private List<Tile> tiles(int edit, int end) {
        int read = filters.convolution().inPerGroup();
        int from = dx.start(edit);
        int to = dx.start(end);
        int[] touched = dx.channels(from, to).sorted().distinct().toArray();
        List<Tile> tiles = new ArrayList<>();
        for (int i = 0; i < touched.length; ) {
            int last = i;
            while (last + 1 < touched.length
                    && touched[last + 1] < touched[i] / read * read + filters.end(touched[i] % read)
                    && touched[last + 1] - touched[i] < widest
                    && touched[last + 1] - touched[last] <= WIDTH) {
                last++;
            }
            tiles.add(new Tile(touched[i], touched[last] - touched[i] + 1, touched[i] / read, from, to));
            i = last + 1;
        }
        return tiles;
    }

    /**
     * A run of channels, and the columns among which those of the edits at hand are.
     *
     * @param channel the first
     * @param width how many
     * @param group to which they belong
     * @param from the first column of the edits
     * @param to the column after the last
     */
    private record Tile(int channel, int width, int group, int from, int to) {
        boolean holds(int other) {
            return other >= channel && other < channel + width;
        }
    }

    /** Edits that change channels of the tile and follow each other closely are multiplied together. */
    private void runs(Tile tile, int output, int outputs, Gemm gemm, Scratch scratch) {
        int start = -1;
        int last = -1;
        for (int j = tile.from(); j < tile.to(); j++) {
            if (tile.holds(dx.channel(j))) {
                int edit = dx.edit(j);
                if (start >= 0 && (edit - last - 1) * cells >= GAP) {
                    multiply(tile, start, last + 1, output, outputs, gemm, scratch);
                    start = edit;
                }
                start = start < 0 ? edit : start;
                last = edit;
            }
        }
        multiply(tile, start, last + 1, output, outputs, gemm, scratch);
    }

    private void multiply(Tile tile, int edit, int end, int output, int outputs, Gemm gemm, Scratch scratch) {
        int inGroup = tile.channel() % filters.convolution().inPerGroup();
        int most = BLOCK / tile.width();
        int lastRow = end * cells;
        for (int row = edit * cells; row < lastRow; row += most) {
            int rows = Math.min(most, lastRow - row);
            Maps out = y.values();
            Gemm.Matrix sum = new Gemm.Matrix(out.data(), out.at() + row * out.channels() + output, out.channels());
            for (int tap = 0; tap < window.taps(); tap++) {
                layOut(tile, tap, row, rows, scratch);
                Gemm.Matrix differences = new Gemm.Matrix(scratch.block(), scratch.at(), tile.width());
                Gemm.Matrix weights = filters.matrix(output, tap, inGroup);
                gemm.multiply(rows, outputs, tile.width(), differences, false, weights, true, 1f, sum);
            }
        }
    }

    /** The differences that one cell of the window meets: a row per output cell, a column per channel of the tile. */
    private void layOut(Tile tile, int tap, int row, int rows, Scratch scratch) {
        float[] values = scratch.row(0);
        int perStrip = values.length / tile.width();
        Reach reach = new Reach(window, y, tap);
        for (int first = row; first < row + rows; first += perStrip) {
            int end = Math.min(first + perStrip, row + rows);
            Arrays.fill(values, 0, (end - first) * tile.width(), 0f);
            for (int j = dx.start(first / cells); j < dx.count() && dx.edit(j) * cells < end; j++) {
                if (tile.holds(dx.channel(j))) {
                    fill(tile, j, reach, first, end, values);
                }
            }
            int at = scratch.at() + (first - row) * tile.width();
            scratch.block().host().put(at, values, 0, (end - first) * tile.width());
        }
    }

    /** One column of the differences. */
    private void fill(Tile tile, int j, Reach reach, int first, int end, float[] values) {
        int edit = dx.edit(j);
        float[] column = dx.values(j);
        int start = Math.max(first, edit * cells);
        int last = Math.min(end, (edit + 1) * cells);
        int to = (start - first) * tile.width() + dx.channel(j) - tile.channel();
        for (int cell = start; cell < last; cell++, to += tile.width()) {
            int iy = reach.inputRow(cell);
            int ix = reach.inputColumn(cell);
            if (dx.region().contains(iy, ix)) {
                values[to] = column[
                        (iy - dx.region().y()) * dx.region().width()
                                + ix
                                - dx.region().x()];
            }
        }
    }
}
