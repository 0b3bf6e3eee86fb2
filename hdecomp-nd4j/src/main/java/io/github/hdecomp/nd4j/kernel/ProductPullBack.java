package io.github.hdecomp.nd4j.kernel;

/**
 * The pull-back of a convolution to its input as matrix products: cotangents times filters, one cell of the window at a time,
 * each product added to the input cells it belongs to. Patches of all decisions are the rows of one matrix. Threads share out
 * patches and channels, so that no two write to the same value.
 */
final class ProductPullBack {
    private static final int ENOUGH_CHUNKS = 6;

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
        int unitBlocks = Math.min(units, (ENOUGH_CHUNKS + blocks - 1) / blocks);
        run.parallel(unitBlocks * blocks, (chunk, scratch) -> {
            int first = (int) ((long) units * (chunk / blocks) / unitBlocks);
            int end = (int) ((long) units * (chunk / blocks + 1) / unitBlocks);
            Columns columns = new Columns(chunk % blocks / filters.blocks(), chunk % filters.blocks());
            if (direct) {
                addProduct(dy, dx, alone, first, end - first, columns, run.gemm());
            } else {
                if (alone) {
                    dx.clear(first, end - first, firstChannel(columns), channels(columns), scratch);
                }
                pullBack(dy, dx, first, end - first, columns, run.gemm(), scratch);
            }
        });
    }

    /** A block of input channels of a group. */
    private record Columns(int group, int block) {}

    private int firstChannel(Columns columns) {
        return columns.group() * convolution.inPerGroup() + filters.channel(columns.block());
    }

    private int channels(Columns columns) {
        return filters.count(columns.block());
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
                channels(columns),
                convolution.outPerGroup(),
                cotangents(dy, cell, columns),
                false,
                filters.matrix(columns.group(), columns.block(), 0),
                false,
                alone ? 0f : 1f,
                sum);
    }

    /** Some patches and some channels of one group; no other chunk writes to them. */
    private void pullBack(Patches dy, Patches dx, int patch, int patches, Columns columns, Gemm gemm, Scratch scratch) {
        int width = dy.place().width();
        int span = (window.kernelWidth() - 1) * window.dilationWidth() + 1;
        int inRow = (Scratch.ROW / channels(columns) - span) / window.strideWidth() + 1;
        int perStrip = PRODUCTS / (window.taps() * channels(columns));
        int stripWidth = Math.min(width, Math.min(inRow, perStrip));
        int stripRows = stripWidth < width ? 1 : perStrip / width;
        int end = (patch + patches) * dy.place().height();
        for (int row = patch * dy.place().height(); row < end; row += stripRows) {
            for (int column = 0; column < width; column += stripWidth) {
                WindowSums.Strip strip = new WindowSums.Strip(
                        row, Math.min(stripRows, end - row), column, Math.min(stripWidth, width - column));
                multiply(dy, strip, columns, gemm, scratch);
                new WindowSums(window, dy.place(), dx, firstChannel(columns), channels(columns), scratch).add(strip);
            }
        }
    }

    /** The products of a strip's cotangents with every cell of the window: (cell of the window, cell, channel). */
    private void multiply(Patches dy, WindowSums.Strip strip, Columns columns, Gemm gemm, Scratch scratch) {
        int cells = strip.rows() * strip.columns();
        int first = strip.row() * dy.place().width() + strip.column();
        for (int tap = 0; tap < window.taps(); tap++) {
            int at = scratch.at() + tap * cells * channels(columns);
            gemm.multiply(
                    cells,
                    channels(columns),
                    convolution.outPerGroup(),
                    cotangents(dy, first, columns),
                    false,
                    filters.matrix(columns.group(), columns.block(), tap),
                    false,
                    0f,
                    new Gemm.Matrix(scratch.block(), at, channels(columns)));
        }
    }
}
