package io.github.hdecomp.nd4j.kernel;

import io.github.hdecomp.nd4j.memory.NativeFloats;

/**
 * The weights of a convolution and its geometry.
 *
 * @param data shape (out, window's rows, window's columns, in / groups)
 * @param in channels of the input
 * @param out channels of the output
 * @param groups into how many groups both are divided that do not see each other
 * @param window the geometry
 */
public record ConvolutionWeights(NativeFloats data, int in, int out, int groups, Window window) {

    /**
     * The input channels of a group.
     *
     * @return in / groups
     */
    public int inPerGroup() {
        return in / groups;
    }

    /**
     * The output channels of a group.
     *
     * @return out / groups
     */
    public int outPerGroup() {
        return out / groups;
    }

    /**
     * The weights of one output channel.
     *
     * @return window cells times input channels of a group
     */
    public int filterSize() {
        return window.taps() * inPerGroup();
    }
}
