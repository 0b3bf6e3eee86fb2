package io.github.hdecomp.nd4j.kernel;

import java.nio.FloatBuffer;

/**
 * The pull-back of a convolution to its input as matrix products: cotangents times filters, one cell of the window at a time,
 * each product added to the input cells it belongs to. Patches of all decisions are the rows of one matrix. Threads share out
 * patches and channels, so that no two write to the same value.
 */
public final class ProductPullBack {
    private static final int ENOUGH_CHUNKS = 4;
    private static final int CHANNELS = 128;
    private static final int PRODUCTS = 1 << 16;

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
        return Math.max(PRODUCTS, 2 * CHANNELS);
    }

    /**
     * dx = dx + wᵀ dy.
     *
     * @param dy cotangents of the convolution's output. Not modified.
     * @param dx cotangents of its input. Modified.
     * @param run threads and working space
     */
    public void apply(Patches dy, Patches dx, Run run) {
        int read = weights.inPerGroup();
        int channelBlocks = Math.max(1, read / CHANNELS);
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
