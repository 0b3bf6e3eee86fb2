package io.github.hdecomp.nd4j.kernel;

import io.github.hdecomp.nd4j.memory.NativeFloats;
import io.github.hdecomp.nd4j.memory.NativeMemory;
import org.jspecify.annotations.Nullable;

/**
 * Convolution as a matrix product: the windows of the input as rows ({@link Im2col}) times the filters; 1 by 1 windows need no
 * copy. Works for every geometry and on every backend.
 */
public final class ProductConvolution implements ConvolutionEngine {
    /** Floats that a thread reads and writes at once: they stay in the second-level cache. */
    private static final int BLOCK = 1 << 17;

    private static final int MOST_CELLS = 1024;
    private static final int LEAST_CELLS = 16;
    private static final int ENOUGH_CHUNKS = 4;
    private static final int LEAST_CHANNELS = 64;

    private final Convolution convolution;
    private final Window window;
    private final NativeFloats filters;

    /**
     * Lays the filters out as columns, which is how products read them fastest.
     *
     * @param weights copied
     * @param memory owns the filters
     */
    public ProductConvolution(ConvolutionWeights weights, NativeMemory memory) {
        this.convolution = weights.convolution();
        this.window = convolution.window();
        this.filters = columns(weights, memory);
    }

    /** From (group, channel out, place) to (group, place, channel out). */
    private static NativeFloats columns(ConvolutionWeights weights, NativeMemory memory) {
        Convolution convolution = weights.convolution();
        int k = convolution.filterSize();
        int perGroup = convolution.outPerGroup();
        NativeFloats columns = memory.allocate(weights.data().length());
        float[] filter = new float[k];
        float[] group = new float[k * perGroup];
        for (int g = 0; g < convolution.groups(); g++) {
            for (int o = 0; o < perGroup; o++) {
                weights.data().host().get((g * perGroup + o) * k, filter);
                for (int place = 0; place < k; place++) {
                    group[place * perGroup + o] = filter[place];
                }
            }
            columns.host().put(g * group.length, group);
        }
        return columns;
    }

    @Override
    public String name() {
        return "product";
    }

    /**
     * The native working space that each thread needs for a convolution.
     *
     * @param convolution its shape
     * @return floats
     */
    public static int scratch(Convolution convolution) {
        return Math.max(BLOCK, convolution.filterSize() * LEAST_CELLS);
    }

    @Override
    public int scratch() {
        return scratch(convolution);
    }

    /** Cells per block such that what a thread reads and writes stays in its cache, in blocks of nearly one size. */
    private int cellsPerBlock(int cells) {
        int floatsPerCell = Math.max(convolution.filterSize(), convolution.in()) + convolution.out();
        int most = Math.max(LEAST_CELLS, Math.min(BLOCK / floatsPerCell, MOST_CELLS));
        int blocks = (cells + most - 1) / most;
        int even = blocks == 1 ? 1 : blocks + blocks % 2;
        return Math.max(1, (cells + even - 1) / even);
    }

    @Override
    public void forward(Maps x, Maps y, Epilogue epilogue, @Nullable Maps residual, Run run) {
        int perBlock = cellsPerBlock(y.cells());
        int cellBlocks = (y.cells() + perBlock - 1) / perBlock;
        int perGroup = convolution.outPerGroup();
        int wanted = cellBlocks < ENOUGH_CHUNKS ? ENOUGH_CHUNKS / cellBlocks : 1;
        int channelBlocks = Math.max(1, Math.min(wanted, perGroup / LEAST_CHANNELS));
        int channelsPerBlock = (perGroup + channelBlocks - 1) / channelBlocks;
        run.parallel(cellBlocks * channelBlocks, (chunk, scratch) -> {
            int cell = chunk / channelBlocks * perBlock;
            int cells = Math.min(perBlock, y.cells() - cell);
            int channel = chunk % channelBlocks * channelsPerBlock;
            int channels = Math.min(channelsPerBlock, perGroup - channel);
            for (int group = 0; group < convolution.groups(); group++) {
                multiply(x, y, cell, cells, group, channel, channels, run.gemm(), scratch);
                epilogue.apply(y, cell, cells, group * perGroup + channel, channels, residual, scratch);
            }
        });
    }

    /** Some channels of one group in some cells. */
    private void multiply(
            Maps x, Maps y, int cell, int cells, int group, int channel, int channels, Gemm gemm, Scratch scratch) {
        int k = convolution.filterSize();
        int read = convolution.inPerGroup();
        int perGroup = convolution.outPerGroup();
        Gemm.Matrix windows;
        if (window.isPointwise()) {
            windows = new Gemm.Matrix(x.data(), x.at() + cell * x.channels() + group * read, x.channels());
        } else {
            Im2col.fill(x, window, y.height(), y.width(), group * read, read, cell, cells, scratch);
            windows = new Gemm.Matrix(scratch.block(), scratch.at(), k);
        }
        Gemm.Matrix columns = new Gemm.Matrix(filters, group * k * perGroup + channel, perGroup);
        int at = y.at() + cell * y.channels() + group * perGroup + channel;
        gemm.multiply(
                cells, channels, k, windows, false, columns, false, 0f, new Gemm.Matrix(y.data(), at, y.channels()));
    }
}
