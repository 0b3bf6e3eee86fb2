package io.github.hdecomp.nd4j.kernel;

/**
 * What the pull-back of a convolution with 3 by 3 windows would take on small patches, in nanoseconds per pair of an input and
 * an output channel. Only ratios matter.
 *
 * @param in channels of the input
 * @param out channels of the output
 */
record ScatterCosts(int in, int out) {
    /** An operation of a product. */
    private static final double PER_OPERATION = 0.002;

    /** Transforming a tile of cotangents, or back, per place. */
    private static final double PER_TRANSFORMED = 0.12;

    /** Adding a product to the input cell that it belongs to. */
    private static final double PER_ADDED = 0.12;

    /** Reading a float from memory. */
    private static final double PER_FLOAT_READ = 0.1;

    /** By tiles of 3 by 3 cotangents. */
    double scatter(int tiles) {
        double transforms = PER_TRANSFORMED * tiles * (1.0 / in + 1.0 / out);
        return 25 * (2 * PER_OPERATION * tiles + PER_FLOAT_READ + transforms);
    }

    /** By products of all cotangents with all filters. */
    double products(int cells) {
        return 9 * (2 * PER_OPERATION * cells + PER_FLOAT_READ + PER_ADDED * cells / out);
    }
}
