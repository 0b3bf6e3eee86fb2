package io.github.hdecomp.nd4j.kernel;

import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Convolution as a matrix product: the windows of the input as rows ({@link Im2col}) times the filters; 1 by 1 windows need no
 * copy. Its pull-back multiplies cotangents by the filters, one window cell at a time, and adds each product to the input
 * cells it belongs to. Works for every geometry and on every backend.
 */
public final class ProductConvolution implements ConvolutionEngine {
    /** Floats of window rows that a thread works on at once: they stay in the second-level cache. */
    private static final int BLOCK = 1 << 17;

    private static final int MOST_CELLS = 1024;
    private static final int ENOUGH_CHUNKS = 4;
    private static final int LEAST_CHANNELS = 64;

    private final ConvolutionWeights weights;
    private final Window window;

    /**
     * The engine for some weights.
     *
     * @param weights kept
     */
    public ProductConvolution(ConvolutionWeights weights) {
        this.weights = weights;
        this.window = weights.window();
    }

    @Override
    public String name() {
        return window.isPointwise() ? "product" : "im2col";
    }

    @Override
    public int scratch() {
        return Math.max(BLOCK, Math.max(weights.filterSize(), weights.inPerGroup()) * 16);
    }

    @Override
    public void forward(Maps x, Maps y, Epilogue epilogue, @Nullable Maps residual, Run run) {
        int perBlock = Math.max(16, Math.min(BLOCK / weights.filterSize(), MOST_CELLS));
        int cellBlocks = Math.max((y.cells() + perBlock - 1) / perBlock, 1);
        int perGroup = weights.outPerGroup();
        int channelBlocks = Math.max(1, Math.min((ENOUGH_CHUNKS - 1) / cellBlocks + 1, perGroup / LEAST_CHANNELS));
        int channelsPerBlock = (perGroup + channelBlocks - 1) / channelBlocks;
        run.parallel(cellBlocks * channelBlocks, (chunk, scratch) -> {
            int cell = chunk / channelBlocks * perBlock;
            int cells = Math.min(perBlock, y.cells() - cell);
            int channel = chunk % channelBlocks * channelsPerBlock;
            int channels = Math.min(channelsPerBlock, perGroup - channel);
            for (int group = 0; group < weights.groups(); group++) {
                multiply(x, y, cell, cells, group, group * perGroup + channel, channels, run.gemm(), scratch);
                epilogue.apply(y, cell, cells, group * perGroup + channel, channels, residual, scratch);
            }
        });
    }

    private void multiply(
            Maps x, Maps y, int cell, int cells, int group, int channel, int channels, Gemm gemm, Scratch scratch) {
        int k = weights.filterSize();
        int read = weights.inPerGroup();
        Gemm.Matrix windows;
        if (window.isPointwise()) {
            windows = new Gemm.Matrix(x.data(), x.at() + cell * x.channels() + group * read, x.channels());
        } else {
            Im2col.fill(x, window, y.height(), y.width(), group * read, read, cell, cells, scratch);
            windows = new Gemm.Matrix(scratch.block(), scratch.at(), k);
        }
        Gemm.Matrix filters = new Gemm.Matrix(weights.data(), channel * k, k);
        Gemm.Matrix result = new Gemm.Matrix(y.data(), y.at() + cell * y.channels() + channel, y.channels());
        gemm.multiply(cells, channels, k, windows, false, filters, true, 0f, result);
    }

    @Override
    public void pullBack(Patches dy, Patches dx, Run run) {
        int read = weights.inPerGroup();
        int channelBlocks = Math.max(1, read / (2 * LEAST_CHANNELS));
        int channelsPerBlock = (read + channelBlocks - 1) / channelBlocks;
        int blocks = channelBlocks * weights.groups();
        int patchBlocks = Math.min(dy.count(), (ENOUGH_CHUNKS - 1) / blocks + 1);
        int perBlock = (dy.count() + patchBlocks - 1) / patchBlocks;
        run.parallel(patchBlocks * blocks, (chunk, scratch) -> {
            int patch = chunk / blocks * perBlock;
            int patches = Math.min(perBlock, dy.count() - patch);
            int group = chunk % blocks / channelBlocks;
            int channel = chunk % channelBlocks * channelsPerBlock;
            int channels = Math.min(channelsPerBlock, read - channel);
            if (patches > 0 && channels > 0) {
                pullBack(dy, dx, patch, patches, group, channel, channels, run.gemm(), scratch);
            }
        });
    }

    /** Some patches and some channels of one group; no other chunk writes to them. */
    private void pullBack(
            Patches dy,
            Patches dx,
            int patch,
            int patches,
            int group,
            int channel,
            int channels,
            Gemm gemm,
            Scratch scratch) {
        int perPatch = dy.values().height() * dy.values().width();
        int k = weights.filterSize();
        int firstOut = group * weights.outPerGroup();
        int end = (patch + patches) * perPatch;
        int most = Math.max(1, scratch.length() / channels);
        for (int cell = patch * perPatch; cell < end; cell += most) {
            int cells = Math.min(most, end - cell);
            Gemm.Matrix cotangents = new Gemm.Matrix(
                    dy.values().data(),
                    dy.values().at() + cell * dy.values().channels() + firstOut,
                    dy.values().channels());
            for (int tap = 0; tap < window.taps(); tap++) {
                Gemm.Matrix filters =
                        new Gemm.Matrix(weights.data(), firstOut * k + tap * weights.inPerGroup() + channel, k);
                Gemm.Matrix product = new Gemm.Matrix(scratch.block(), scratch.at(), channels);
                gemm.multiply(cells, channels, weights.outPerGroup(), cotangents, false, filters, false, 0f, product);
                scatter(dy, dx, cell, cells, tap, group * weights.inPerGroup() + channel, channels, scratch);
            }
        }
    }

    /** Adds the product of one window cell to the input cells that it stands for. */
    private void scatter(
            Patches dy, Patches dx, int cell, int cells, int tap, int channel, int channels, Scratch scratch) {
        Placement from = dy.place();
        Placement to = dx.place();
        int ky = tap / window.kernelWidth() * window.dilationHeight() - window.top();
        int kx = tap % window.kernelWidth() * window.dilationWidth() - window.left();
        float[] sum = scratch.lane(0);
        float[] summand = scratch.lane(1);
        FloatBuffer products = scratch.block().host();
        FloatBuffer target = dx.values().data().host();
        for (int i = 0; i < cells; i++) {
            int patch = (cell + i) / (from.height() * from.width());
            int oy = (cell + i) / from.width() % from.height();
            int ox = (cell + i) % from.width();
            int y = (from.y(patch) + oy) * window.strideHeight() + ky - to.y(patch);
            int x = (from.x(patch) + ox) * window.strideWidth() + kx - to.x(patch);
            if (y < 0 || y >= to.height() || x < 0 || x >= to.width()) {
                continue;
            }
            int source = scratch.at() + i * channels;
            int at = dx.values().index(patch, y, x) + channel;
            for (int c = 0; c < channels; c += Scratch.LANE) {
                int length = Math.min(Scratch.LANE, channels - c);
                products.get(source + c, summand, 0, length);
                target.get(at + c, sum, 0, length);
                Lanes.add(summand, sum, length);
                target.put(at + c, sum, 0, length);
            }
        }
    }
}
