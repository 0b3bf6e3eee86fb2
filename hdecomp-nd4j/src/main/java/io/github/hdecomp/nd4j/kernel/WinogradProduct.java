package io.github.hdecomp.nd4j.kernel;

import io.github.hdecomp.nd4j.memory.NativeFloats;
import org.jspecify.annotations.Nullable;

/**
 * Convolution with 3 by 3 windows and stride 1 by {@linkplain WinogradTile minimal filtering}: tiles of the input are
 * transformed, multiplied by the transformed filters, one product of matrices for each place in the tile, and transformed
 * back. F(4×4, 3×3) takes a quarter of the multiplications of the plain product, F(2×2, 3×3) four ninths; the relative error
 * is some 1e-6.
 *
 * <p>Small filters: each thread takes a block of tiles through all three steps while it is in its cache. Large filters: all
 * tiles take each step together and the products are shared out by place in the tile, so that each filter is read once.
 */
final class WinogradProduct {
    /** Floats of transformed tiles that one thread holds at a time. */
    private static final int BLOCK = 1 << 18;

    /** Channels in times channels out up to which a thread may read all filters for each block. */
    private static final int SMALL = 128 * 128;

    /** What the transforms add to the products, as a factor. */
    private static final double TRANSFORMS = 1.15;

    /** Rows of a product that take as long as reading its filters from memory. */
    private static final int READING = 25;

    private final Convolution convolution;
    private final WinogradTile tile;
    private final int mostTiles;

    /**
     * A product.
     *
     * @param convolution one that {@linkplain #fits fits}
     * @param tile the matrices
     * @param mostTiles how many tiles take a step together, at the most
     */
    WinogradProduct(Convolution convolution, WinogradTile tile, int mostTiles) {
        this.convolution = convolution;
        this.tile = tile;
        this.mostTiles = mostTiles;
    }

    /**
     * Whether a convolution has the geometry that minimal filtering needs.
     *
     * @param convolution its shape
     * @return true for 3 by 3, stride 1, no dilation, no groups, and at most {@value Scratch#TILE} channels on both sides
     */
    static boolean fits(Convolution convolution) {
        Window window = convolution.window();
        return window.kernelHeight() == 3
                && window.kernelWidth() == 3
                && window.strideHeight() == 1
                && window.strideWidth() == 1
                && window.dilationHeight() == 1
                && window.dilationWidth() == 1
                && convolution.groups() == 1
                && Math.max(convolution.in(), convolution.out()) <= Scratch.TILE;
    }

    private int places() {
        return tile.inputs() * tile.inputs();
    }

    private boolean isSmall() {
        return convolution.in() * convolution.out() <= SMALL;
    }

    private int tilesPerBlock(TileGrid grid) {
        int floatsPerTile = places() * (convolution.in() + convolution.out());
        int most = isSmall() ? BLOCK / floatsPerTile : mostTiles;
        return Math.max(most, grid.tilesPerSegment());
    }

    /**
     * Whether this takes less time than the plain product.
     *
     * @param count of maps
     * @param height rows of the output
     * @param width its columns
     */
    boolean pays(int count, int height, int width) {
        int side = tile.outputs();
        long tiles = (long) count * ((height + side - 1) / side) * ((width + side - 1) / side);
        long cells = (long) count * height * width;
        return TRANSFORMS * places() * (tiles + READING) <= convolution.window().taps() * (cells + READING);
    }

    /** The native working space that each thread needs. */
    int scratch() {
        int floatsPerTile = places() * (convolution.in() + convolution.out());
        return isSmall()
                ? Math.max(BLOCK, floatsPerTile * Scratch.TILE / Math.max(convolution.in(), convolution.out()))
                : 0;
    }

    /** The native working space that all threads share. */
    int shared() {
        return isSmall() ? 0 : places() * (convolution.in() + convolution.out()) * mostTiles;
    }

    /**
     * Convolves.
     *
     * @param filters as {@link WinogradFilters} transforms them
     * @param x the input. Not modified.
     * @param y receives the output. Modified.
     * @param epilogue what is done to the output
     * @param residual what the epilogue adds, or null; may be y
     * @param run threads and working space
     */
    void multiply(NativeFloats filters, Maps x, Maps y, Epilogue epilogue, @Nullable Maps residual, Run run) {
        multiply(filters, Part.whole(x), Part.whole(y), epilogue, residual, run);
    }

    /**
     * Convolves a part.
     *
     * @param filters as {@link WinogradFilters} transforms them
     * @param input covers all cells of the map that the output reads. Not modified.
     * @param output receives the output. Modified.
     * @param epilogue what is done to the output
     * @param residual what the epilogue adds, in the shape of the output, or null; may be the output
     * @param run threads and working space
     */
    void multiply(NativeFloats filters, Part input, Part output, Epilogue epilogue, @Nullable Maps residual, Run run) {
        Maps x = input.values();
        Maps y = output.values();
        TileGrid grid = new TileGrid(y, tile.outputs(), Scratch.TILE / Math.max(convolution.in(), convolution.out()));
        int segmentsPerBlock = Math.max(1, tilesPerBlock(grid) / grid.tilesPerSegment());
        WinogradTransforms transforms =
                new WinogradTransforms(tile, top(input, output), left(input, output), grid, x, y, epilogue, residual);
        int blocks = (grid.segments() + segmentsPerBlock - 1) / segmentsPerBlock;
        if (isSmall()) {
            // An even number of nearly equal blocks, which two threads share fairly.
            int even = Math.min(grid.segments(), (blocks + 1) / 2 * 2);
            run.parallel(even, (block, scratch) -> {
                int first = (int) ((long) grid.segments() * block / even);
                int end = (int) ((long) grid.segments() * (block + 1) / even);
                small(filters, transforms, grid.block(first, end - first), run.gemm(), scratch);
            });
            return;
        }
        for (int block = 0; block < blocks; block++) {
            TileBlock tiles = grid.block(block * segmentsPerBlock, segmentsPerBlock);
            Buffers buffers = new Buffers(run.shared(), 0, tiles.tiles());
            run.parallel(
                    tiles.segments(),
                    (i, scratch) -> transforms.input(tiles.first() + i, tiles, buffers.v(), buffers.vAt(), scratch));
            run.parallel(places(), (place, scratch) -> place(filters, place, tiles.tiles(), buffers, run.gemm()));
            run.parallel(
                    tiles.segments(),
                    (i, scratch) -> transforms.output(tiles.first() + i, tiles, buffers.v(), buffers.mAt(), scratch));
        }
    }

    /** Takes a block of tiles through all three steps. */
    private void small(
            NativeFloats filters, WinogradTransforms transforms, TileBlock tiles, Gemm gemm, Scratch scratch) {
        Buffers buffers = new Buffers(scratch.block(), scratch.at(), tiles.tiles());
        for (int segment = tiles.first(); segment < tiles.end(); segment++) {
            transforms.input(segment, tiles, buffers.v(), buffers.vAt(), scratch);
        }
        for (int place = 0; place < places(); place++) {
            place(filters, place, tiles.tiles(), buffers, gemm);
        }
        for (int segment = tiles.first(); segment < tiles.end(); segment++) {
            transforms.output(segment, tiles, buffers.v(), buffers.mAt(), scratch);
        }
    }

    private int top(Part x, Part y) {
        return convolution.window().top() + x.region().y() - y.region().y();
    }

    private int left(Part x, Part y) {
        return convolution.window().left() + x.region().x() - y.region().x();
    }

    /** Where the transformed tiles of the input, v, and of the output, m, lie: (place, tile, channel). */
    private final class Buffers {
        private final NativeFloats data;
        private final int at;
        private final int tiles;

        Buffers(NativeFloats data, int at, int tiles) {
            this.data = data;
            this.at = at;
            this.tiles = tiles;
        }

        NativeFloats v() {
            return data;
        }

        int vAt() {
            return at;
        }

        int mAt() {
            return at + places() * tiles * convolution.in();
        }
    }

    private void place(NativeFloats filters, int place, int tiles, Buffers buffers, Gemm gemm) {
        int in = convolution.in();
        int out = convolution.out();
        Gemm.Matrix v = new Gemm.Matrix(buffers.v(), buffers.vAt() + place * tiles * in, in);
        Gemm.Matrix u = new Gemm.Matrix(filters, place * in * out, out);
        Gemm.Matrix m = new Gemm.Matrix(buffers.v(), buffers.mAt() + place * tiles * out, out);
        gemm.multiply(tiles, out, in, v, false, u, false, 0f, m);
    }
}
