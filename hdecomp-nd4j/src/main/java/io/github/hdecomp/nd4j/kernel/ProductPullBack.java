package io.github.hdecomp.nd4j.kernel;

/**
 * The pull-back of a convolution to its input as matrix products: cotangents times filters, one cell of the window at a time,
 * each product added to the input cells it belongs to. Patches of all decisions are the rows of one matrix. Threads share out
 * patches and channels, so that no two write to the same value.
 */
final class ProductPullBack {
    private static final int ENOUGH_CHUNKS = 6;

    /** Chunks for which blocks of filters are divided if need be. */
    private static final int LEAST_CHUNKS = 4;

    /** Rows of a product from which on its speed is that of multiplying, not that of reading filters. */
    private static final int ENOUGH_ROWS = 64;

    /** Columns of a product below which it is slow. */
    private static final int LEAST_COLUMNS = 32;

    /** Floats of products that a thread holds at once: they stay in the second-level cache. */
    private static final int PRODUCTS = 1 << 17;

    private final Convolution convolution;
    private final FilterBlocks filters;
    private final Window window;

    ProductPullBack(Convolution convolution, FilterBlocks filters) {
        this.convolution = convolution;
        this.window = convolution.window();
        this.filters = filters;
    }

    /** The native working space that each thread needs. */
    int scratch() {
        return Math.max(PRODUCTS, window.taps());
    }

    /** dx = dx + wᵀ dy, or wᵀ dy alone where it is the first that is added. */
    void apply(Patches dy, Patches dx, boolean alone, Run run) {
        boolean direct = window.isPointwise() && dy.place().same(dx.place());
        int blocks = filters.blocks() * convolution.groups();
        int units = direct ? dy.values().cells() : dy.count();
        int most = Math.min(units, Math.max(1, dy.values().cells() / ENOUGH_ROWS));
        int unitBlocks = Math.min(most, divide(ENOUGH_CHUNKS, blocks));
        int parts = Math.min(divide(LEAST_CHUNKS, blocks * unitBlocks), Math.max(1, filters.count(0) / LEAST_COLUMNS));
        run.parallel(unitBlocks * blocks * parts, (chunk, scratch) -> {
            int unitBlock = chunk / parts / blocks;
            int first = (int) ((long) units * unitBlock / unitBlocks);
            int end = (int) ((long) units * (unitBlock + 1) / unitBlocks);
            Columns columns = columns(chunk / parts % blocks, chunk % parts, parts);
            if (columns.count() == 0) {
                return;
            }
            if (direct) {
                addProduct(dy, dx, alone, first, end - first, columns, run.gemm());
            } else {
                if (alone) {
                    dx.clear(first, end - first, firstChannel(columns), columns.count(), scratch);
                }
                pullBack(dy, dx, first, end - first, columns, run.gemm(), scratch);
            }
        });
    }

    private static int divide(int dividend, int divisor) {
        return (dividend + divisor - 1) / divisor;
    }

    /** Input channels of a group: those of one block of filters from one on. */
    private record Columns(int group, int block, int first, int count) {}

    private Columns columns(int block, int part, int parts) {
        int inGroup = block % filters.blocks();
        int first = filters.count(inGroup) * part / parts;
        int end = filters.count(inGroup) * (part + 1) / parts;
        return new Columns(block / filters.blocks(), inGroup, first, end - first);
    }

    private int firstChannel(Columns columns) {
        return columns.group() * convolution.inPerGroup() + filters.channel(columns.block()) + columns.first();
    }

    private Gemm.Matrix filters(Columns columns, int tap) {
        Gemm.Matrix block = filters.matrix(columns.group(), columns.block(), tap);
        return new Gemm.Matrix(block.data(), block.at() + columns.first(), block.stride());
    }

    private Gemm.Matrix cotangents(Patches dy, int cell, Columns columns) {
        int channels = dy.values().channels();
        int at = dy.values().at() + cell * channels + columns.group() * convolution.outPerGroup();
        return new Gemm.Matrix(dy.values().data(), at, channels);
    }

    /** Where every output cell reads the input cell in its place, products are added right there. */
    private void addProduct(Patches dy, Patches dx, boolean alone, int cell, int cells, Columns columns, Gemm gemm) {
        int at = dx.values().at() + cell * dx.values().channels() + firstChannel(columns);
        Gemm.Matrix sum = new Gemm.Matrix(dx.values().data(), at, dx.values().channels());
        gemm.multiply(
                cells,
                columns.count(),
                convolution.outPerGroup(),
                cotangents(dy, cell, columns),
                false,
                filters(columns, 0),
                false,
                alone ? 0f : 1f,
                sum);
    }

    /** Some patches and some channels of one group; no other chunk writes to them. */
    private void pullBack(Patches dy, Patches dx, int patch, int patches, Columns columns, Gemm gemm, Scratch scratch) {
        int width = dy.place().width();
        int span = (window.kernelWidth() - 1) * window.dilationWidth() + 1;
        int inRow = (Scratch.ROW / columns.count() - span) / window.strideWidth() + 1;
        int perStrip = PRODUCTS / (window.taps() * columns.count());
        int stripWidth = Math.min(width, Math.min(inRow, perStrip));
        int stripRows = stripWidth < width ? 1 : perStrip / width;
        int end = (patch + patches) * dy.place().height();
        for (int row = patch * dy.place().height(); row < end; row += stripRows) {
            for (int column = 0; column < width; column += stripWidth) {
                WindowSums.Strip strip = new WindowSums.Strip(
                        row, Math.min(stripRows, end - row), column, Math.min(stripWidth, width - column));
                multiply(dy, strip, columns, gemm, scratch);
                new WindowSums(window, dy.place(), dx, firstChannel(columns), columns.count(), scratch).add(strip);
            }
        }
    }

    /** The products of a strip's cotangents with every cell of the window: (cell of the window, cell, channel). */
    private void multiply(Patches dy, WindowSums.Strip strip, Columns columns, Gemm gemm, Scratch scratch) {
        int cells = strip.rows() * strip.columns();
        int first = strip.row() * dy.place().width() + strip.column();
        for (int tap = 0; tap < window.taps(); tap++) {
            int at = scratch.at() + tap * cells * columns.count();
            gemm.multiply(
                    cells,
                    columns.count(),
                    convolution.outPerGroup(),
                    cotangents(dy, first, columns),
                    false,
                    filters(columns, tap),
                    false,
                    0f,
                    new Gemm.Matrix(scratch.block(), at, columns.count()));
        }
    }
}
