package io.github.hdecomp.nd4j.kernel;

import io.github.hdecomp.nd4j.memory.NativeFloats;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The transforms of one convolution's tiles, a segment at a time. Arrays hold one place of the tile for all tiles of the
 * segment and all channels, so that each step is a few loops over long arrays.
 *
 * @param tile the matrices
 * @param top rows from the first of x up to the first that the window of y's first row reads
 * @param left the same for columns
 * @param grid the tiles of the output
 * @param x the input
 * @param y the output
 * @param epilogue what is done to the output
 * @param residual what the epilogue adds, or null
 */
record WinogradTransforms(
        WinogradTile tile,
        int top,
        int left,
        TileGrid grid,
        Maps x,
        Maps y,
        Epilogue epilogue,
        @Nullable Maps residual) {

    /** First of the arrays that hold what came in. */
    private static final int IN = 36;

    /** First of the arrays that hold what goes out. */
    private static final int OUT = 42;

    /** Transforms the input tiles of a segment and writes them to (place, tile of the block, channel). */
    void input(int segment, TileBlock block, NativeFloats v, int at, Scratch scratch) {
        int side = tile.inputs();
        int channels = x.channels();
        int n = grid.tiles(segment) * channels;
        float[][] arrays = scratch.tiles();
        for (int column = 0; column < side; column++) {
            for (int row = 0; row < side; row++) {
                load(segment, row, column, arrays[IN + row]);
            }
            tile.input(arrays, IN, column, side, n);
        }
        FloatBuffer target = v.host();
        int tiles = block.tiles();
        int to = at + grid.tileInBlock(segment, block) * channels;
        for (int row = 0; row < side; row++) {
            tile.input(arrays, row * side, OUT, 1, n);
            for (int column = 0; column < side; column++) {
                target.put(to + (row * side + column) * tiles * channels, arrays[OUT + column], 0, n);
            }
        }
    }

    /** One cell of every input tile of a segment. */
    private void load(int segment, int row, int column, float[] array) {
        int channels = x.channels();
        int map = grid.map(segment);
        int tiles = grid.tiles(segment);
        int inRow = grid.row(segment) + row - top;
        if (inRow < 0 || inRow >= x.height()) {
            Arrays.fill(array, 0, tiles * channels, 0f);
            return;
        }
        FloatBuffer host = x.data().host();
        int inColumn = grid.column(segment) + column - left;
        for (int t = 0; t < tiles; t++, inColumn += tile.outputs()) {
            if (inColumn < 0 || inColumn >= x.width()) {
                Arrays.fill(array, t * channels, (t + 1) * channels, 0f);
            } else {
                host.get(x.index(map, inRow, inColumn), array, t * channels, channels);
            }
        }
    }

    /** Reads (place, tile of the block, channel), transforms back and writes the output cells of a segment. */
    void output(int segment, TileBlock block, NativeFloats m, int at, Scratch scratch) {
        int side = tile.inputs();
        int channels = y.channels();
        int tiles = block.tiles();
        int n = grid.tiles(segment) * channels;
        int from = at + grid.tileInBlock(segment, block) * channels;
        float[][] arrays = scratch.tiles();
        for (int column = 0; column < side; column++) {
            for (int row = 0; row < side; row++) {
                m.host().get(from + (row * side + column) * tiles * channels, arrays[IN + row], 0, n);
            }
            tile.output(arrays, IN, column, side, n);
        }
        epilogue.prepare(grid.tiles(segment), scratch);
        for (int row = 0; row < tile.outputs(); row++) {
            int outRow = grid.row(segment) + row;
            if (outRow < y.height()) {
                tile.output(arrays, row * side, OUT, 1, n);
                for (int column = 0; column < tile.outputs(); column++) {
                    store(segment, outRow, column, arrays[OUT + column], n, scratch);
                }
            }
        }
    }

    /** Finishes one cell of every output tile of a segment and writes it. */
    private void store(int segment, int outRow, int column, float[] values, int n, Scratch scratch) {
        int channels = y.channels();
        int map = grid.map(segment);
        int first = grid.column(segment) + column;
        int tiles = 0;
        while (tiles < grid.tiles(segment) && first + tiles * tile.outputs() < y.width()) {
            tiles++;
        }
        float[] addend = scratch.lane(1);
        if (residual != null) {
            for (int t = 0; t < tiles; t++) {
                int index = residual.index(map, outRow, first + t * tile.outputs());
                residual.data().host().get(index, addend, t * channels, channels);
            }
        }
        epilogue.finish(values, addend, Math.min(n, tiles * channels), scratch);
        FloatBuffer host = y.data().host();
        for (int t = 0; t < tiles; t++) {
            host.put(y.index(map, outRow, first + t * tile.outputs()), values, t * channels, channels);
        }
    }
}
