package io.github.hdecomp.nd4j.layer;

import java.util.List;

/**
 * A layer that never mixes channels: every output channel reads at most one channel of each input, through the same formula
 * for all channels but for their parameters. So it can be computed for a few channels alone.
 */
public interface Channelwise extends Layer {

    /**
     * The channel of an input that an output channel reads.
     *
     * @param input which input, from 0
     * @param output an output channel
     * @return the input channel, -1 if it reads none of that input
     */
    default int channelRead(int input, int output) {
        return output;
    }

    /**
     * The first output channel that reads a channel of an input; {@link #readers} consecutive ones do.
     *
     * @param input which input, from 0
     * @param channel one of its channels
     * @return an output channel
     */
    default int firstReader(int input, int channel) {
        return channel;
    }

    /**
     * How many output channels read each channel of an input.
     *
     * @return at least 1
     */
    default int readers() {
        return 1;
    }

    /**
     * The same function of some channels of each input. Its outputs are the readers of those channels, in their order; where
     * outputs read several inputs, the channels of all inputs must be read by the same outputs.
     *
     * @param channels for each input, which channels it has, in any order and with repetition
     * @return a layer whose input channels are the chosen ones
     */
    Layer select(List<int[]> channels);
}
