package io.github.hdecomp.nd4j.kernel;

import io.github.hdecomp.nd4j.memory.NativeFloats;
import io.github.hdecomp.nd4j.memory.NativeMemory;

/**
 * The filters of a convolution in the order in which pull-backs and {@link Filters} read them: (group, block of input channels, cell of the window,
 * output channel, input channel of the block). What one product reads lies in one piece, which is what memory is fast at.
 */
final class FilterBlocks {
    private static final int CHANNELS = 128;

    private final Convolution convolution;
    private final int channels;
    private final NativeFloats data;

    FilterBlocks(ConvolutionWeights weights, NativeMemory memory) {
        this.convolution = weights.convolution();
        this.channels = channels(convolution);
        this.data = memory.allocate(weights.data().length());
        int read = convolution.inPerGroup();
        float[] filter = new float[convolution.filterSize()];
        for (int o = 0; o < convolution.out(); o++) {
            weights.data().host().get(o * filter.length, filter);
            for (int block = 0; block < blocks(); block++) {
                for (int tap = 0; tap < convolution.window().taps(); tap++) {
                    int from = tap * read + channel(block);
                    data.host().put(index(block, tap, o), filter, from, count(block));
                }
            }
        }
    }

    /** Few enough that the widest window of one output cell fits a row array. */
    private static int channels(Convolution convolution) {
        Window window = convolution.window();
        int span = Math.max(window.taps(), (window.kernelWidth() - 1) * window.dilationWidth() + 1);
        return Math.max(1, Math.min(Math.min(convolution.inPerGroup(), CHANNELS), Scratch.ROW / span));
    }

    /** The blocks of one group. */
    int blocks() {
        return (convolution.inPerGroup() + channels - 1) / channels;
    }

    /** The first channel of a block in its group. */
    int channel(int block) {
        return block * channels;
    }

    /** The channels of a block. */
    int count(int block) {
        return Math.min(channels, convolution.inPerGroup() - channel(block));
    }

    /** Where the weights of an output channel begin for one cell of the window. */
    int index(int block, int tap, int o) {
        int perGroup = convolution.outPerGroup();
        int before = channel(block) * convolution.window().taps() + tap * count(block);
        return o / perGroup * perGroup * convolution.filterSize() + before * perGroup + o % perGroup * count(block);
    }

    /** One weight of a convolution without groups. */
    float weight(int o, int tap, int i) {
        int block = i / channels;
        return data.host().get(index(block, tap, o) + i - channel(block));
    }

    /** The same filters as those who multiply them see them. */
    Filters filters() {
        return Filters.all(convolution, data, channels);
    }

    NativeFloats data() {
        return data;
    }

    /** The filters of a group for one cell of the window: a row per output channel, a column per input channel. */
    Gemm.Matrix matrix(int group, int block, int tap) {
        return new Gemm.Matrix(data, index(block, tap, group * convolution.outPerGroup()), count(block));
    }
}
