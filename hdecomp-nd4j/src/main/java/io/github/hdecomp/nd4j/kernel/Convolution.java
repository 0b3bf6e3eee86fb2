package io.github.hdecomp.nd4j.kernel;

/**
 * The shape of a convolution.
 *
 * @param in channels of the input
 * @param out channels of the output
 * @param groups into how many groups both are divided that do not see each other
 * @param window the geometry
 */
public record Convolution(int in, int out, int groups, Window window) {

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
     * How many weights an output channel has.
     *
     * @return window cells times input channels of a group
     */
    public int filterSize() {
        return window.taps() * inPerGroup();
    }
}
