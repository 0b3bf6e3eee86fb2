package io.github.hdecomp.nd4j.kernel;

import io.github.hdecomp.nd4j.memory.NativeFloats;

/**
 * The weights of some output channels of a convolution, as matrices, in the order (group, piece of input channels, cell of the
 * window, output channel, input channel of the piece).
 */
public final class Filters {
    private final Convolution convolution;
    private final NativeFloats data;
    private final int piece;
    /** For each group, its first row; after the last, the number of rows. */
    private final int[] starts;

    private Filters(Convolution convolution, NativeFloats data, int piece, int[] starts) {
        this.convolution = convolution;
        this.data = data;
        this.piece = piece;
        this.starts = starts;
    }

    /**
     * Those of all channels.
     *
     * @param convolution their shape
     * @param data in the order above; read in place
     * @param piece input channels of each piece but perhaps the last of a group, at least 1
     * @return the filters
     */
    static Filters all(Convolution convolution, NativeFloats data, int piece) {
        int[] starts = new int[convolution.groups() + 1];
        for (int group = 0; group < starts.length; group++) {
            starts[group] = group * convolution.outPerGroup();
        }
        return new Filters(convolution, data, piece, starts);
    }

    /**
     * Those of a linear layer.
     *
     * @param in channels of the input
     * @param out channels of the output
     * @param data shape (out, in); read in place
     * @return the filters
     */
    public static Filters linear(int in, int out, NativeFloats data) {
        return all(new Convolution(in, out, 1, Window.POINT), data, in);
    }

    /**
     * These for some output channels.
     *
     * @param channels ascending
     * @param block receives them; at least as many floats as channels times {@link Convolution#filterSize}. Modified.
     * @return the filters, in the order of the channels
     */
    public Filters select(int[] channels, NativeFloats block) {
        int[] counts = new int[convolution.groups() + 1];
        for (int channel : channels) {
            counts[channel / convolution.outPerGroup() + 1]++;
        }
        for (int group = 0; group < convolution.groups(); group++) {
            counts[group + 1] += counts[group];
        }
        Filters some = new Filters(convolution, block, piece, counts);
        for (int row = 0; row < channels.length; row++) {
            for (int tap = 0; tap < convolution.window().taps(); tap++) {
                for (int channel = 0; channel < convolution.inPerGroup(); channel = end(channel)) {
                    int from = matrix(channels[row], tap, channel).at();
                    int to = some.matrix(row, tap, channel).at();
                    block.host().put(to, data.host(), from, end(channel) - channel);
                }
            }
        }
        return some;
    }

    /**
     * The weights of one output channel.
     *
     * @param row which of the channels
     * @param filter receives them in the order (cell of the window, input channel of the group). Modified.
     */
    void read(int row, float[] filter) {
        int channels = convolution.inPerGroup();
        for (int tap = 0; tap < convolution.window().taps(); tap++) {
            for (int channel = 0; channel < channels; channel = end(channel)) {
                int from = matrix(row, tap, channel).at();
                data.host().get(from, filter, tap * channels + channel, end(channel) - channel);
            }
        }
    }

    /**
     * The shape of the convolution.
     *
     * @return with all its output channels
     */
    public Convolution convolution() {
        return convolution;
    }

    /** How many output channels there are. */
    int count() {
        return starts[starts.length - 1];
    }

    /** The first of the output channels that belong to a group, or to the first after the last. */
    int start(int group) {
        return starts[group];
    }

    /** The input channel after the last of the piece in which one of a group's lies. */
    int end(int channel) {
        return Math.min((channel / piece + 1) * piece, convolution.inPerGroup());
    }

    /**
     * The weights for one cell of the window.
     *
     * @param row the first output channel
     * @param tap the cell of the window
     * @param channel the first input channel in the group
     * @return a row per output channel of the group from the first one on, a column per input channel up to the {@link #end}
     */
    Gemm.Matrix matrix(int row, int tap, int channel) {
        int group = group(row);
        int rows = starts[group + 1] - starts[group];
        int first = channel / piece * piece;
        int width = end(channel) - first;
        int inGroup = (first * convolution.window().taps() + tap * width) * rows + (row - starts[group]) * width;
        return new Gemm.Matrix(data, starts[group] * convolution.filterSize() + inGroup + channel - first, width);
    }

    private int group(int row) {
        int group = 0;
        while (starts[group + 1] <= row) {
            group++;
        }
        return group;
    }
}
