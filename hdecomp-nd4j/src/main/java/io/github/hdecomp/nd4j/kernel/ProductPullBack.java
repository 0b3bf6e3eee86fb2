package io.github.hdecomp.nd4j.kernel;

import java.util.Optional;

/**
 * The pull-back of a convolution to its input as matrix products: cotangents times filters, one cell of the window at a time,
 * each product added to the input cells it belongs to. Patches of all decisions are the rows of one matrix. Threads share out
 * patches and channels, so that no two write to the same value.
 */
public final class ProductPullBack {
    private static final int ENOUGH_CHUNKS = 6;
    private static final int CHANNELS = 128;

    /** Floats of products that a thread holds at once: they stay in the second-level cache. */
    private static final int PRODUCTS = 1 << 17;

    private final ConvolutionWeights weights;
    private final Window window;

    /**
     * The pull-back.
     *
     * @param weights kept
     */
    public ProductPullBack(ConvolutionWeights weights) {
        this.weights = weights;
        this.window = weights.window();
    }

    /**
     * The native working space that each thread needs.
     *
     * @return floats
     */
    public int scratch() {
        return Math.max(PRODUCTS, window.taps());
    }

    /**
     * dx = dx + wᵀ dy.
     *
     * @param dy cotangents of the convolution's output. Not modified.
     * @param dx cotangents of its input. Modified.
     * @param run threads and working space
     */
    public void apply(Patches dy, Patches dx, Run run) {
        Optional<SparsePullBack> sparse = SparsePullBack.of(weights, dy);
        if (sparse.isPresent()) {
            sparse.get().apply(dy, dx, run);
            return;
        }
        boolean direct = window.isPointwise() && dy.place().same(dx.place());
        int read = weights.inPerGroup();
        int channels = channelsPerBlock(read);
        int channelBlocks = (read + channels - 1) / channels;
        int blocks = channelBlocks * weights.groups();
        int units = direct ? dy.values().cells() : dy.count();
        int unitBlocks = Math.min(units, (ENOUGH_CHUNKS + blocks - 1) / blocks);
        run.parallel(unitBlocks * blocks, (chunk, scratch) -> {
            int first = (int) ((long) units * (chunk / blocks) / unitBlocks);
            int end = (int) ((long) units * (chunk / blocks + 1) / unitBlocks);
            int group = chunk % blocks / channelBlocks;
            int channel = chunk % channelBlocks * channels;
            Columns columns = new Columns(group, channel, Math.min(channels, read - channel));
            if (direct) {
                addProduct(dy, dx, first, end - first, columns, run.gemm());
            } else {
                pullBack(dy, dx, first, end - first, columns, run.gemm(), scratch);
            }
        });
    }

    /** Few enough that the widest window of one output cell fits a row array. */
    private int channelsPerBlock(int read) {
        int span = Math.max(window.taps(), (window.kernelWidth() - 1) * window.dilationWidth() + 1);
        return Math.max(1, Math.min(Math.min(read, CHANNELS), Scratch.ROW / span));
    }

    /** Some input channels of a group. */
    private record Columns(int group, int channel, int count) {}

    private Gemm.Matrix cotangents(Patches dy, int cell, Columns columns) {
        int channels = dy.values().channels();
        int at = dy.values().at() + cell * channels + columns.group() * weights.outPerGroup();
        return new Gemm.Matrix(dy.values().data(), at, channels);
    }

    private Gemm.Matrix filters(int tap, Columns columns) {
        int k = weights.filterSize();
        int at = columns.group() * weights.outPerGroup() * k + tap * weights.inPerGroup() + columns.channel();
        return new Gemm.Matrix(weights.data(), at, k);
    }

    /** Where every output cell reads the input cell in its place, products are added right there. */
    private void addProduct(Patches dy, Patches dx, int cell, int cells, Columns columns, Gemm gemm) {
        int at = dx.values().at()
                + cell * dx.values().channels()
                + columns.group() * weights.inPerGroup()
                + columns.channel();
        Gemm.Matrix sum = new Gemm.Matrix(dx.values().data(), at, dx.values().channels());
        gemm.multiply(
                cells,
                columns.count(),
                weights.outPerGroup(),
                cotangents(dy, cell, columns),
                false,
                filters(0, columns),
                false,
                1f,
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
        int channel = columns.group() * weights.inPerGroup() + columns.channel();
        for (int row = patch * dy.place().height(); row < end; row += stripRows) {
            for (int column = 0; column < width; column += stripWidth) {
                WindowSums.Strip strip = new WindowSums.Strip(
                        row, Math.min(stripRows, end - row), column, Math.min(stripWidth, width - column));
                multiply(dy, strip, columns, gemm, scratch);
                new WindowSums(window, dy.place(), dx, channel, columns.count(), scratch).add(strip);
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
                    weights.outPerGroup(),
                    cotangents(dy, first, columns),
                    false,
                    filters(tap, columns),
                    false,
                    0f,
                    new Gemm.Matrix(scratch.block(), at, columns.count()));
        }
    }
}
