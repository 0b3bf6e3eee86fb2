package io.github.hdecomp.nd4j.kernel;

import io.github.hdecomp.tensor.Shape;

/**
 * What each engine would take for a convolution with 3 by 3 windows, in nanoseconds per pair of an input and an output channel.
 * The constants were fitted to times measured on two cores with AVX-512; only their ratios matter.
 *
 * @param in channels of the input
 * @param out channels of the output
 * @param height rows of the output
 * @param width columns of the output
 * @param perOperation what an operation of a matrix product takes
 */
record EngineCosts(int in, int out, int height, int width, double perOperation) {
    /** An operation of a product by oneDNN. */
    static final double ONEDNN = 0.002;

    /** An operation of a product by OpenBLAS. */
    static final double OPENBLAS = 0.005;

    /** An operation of generated code. */
    private static final double PER_GENERATED = 0.0019;

    /** Reading a float from memory. */
    private static final double PER_FLOAT_READ = 0.1;

    /** Transforming a value to or from a tile. */
    private static final double PER_TRANSFORMED = 0.26;

    /** Copying a value to a row of windows. */
    private static final double PER_COPIED = 0.11;

    static EngineCosts of(Convolution convolution, Shape input, double perOperation) {
        Window window = convolution.window();
        return new EngineCosts(
                convolution.in(),
                convolution.out(),
                window.outputHeight(input.height()),
                window.outputWidth(input.width()),
                perOperation);
    }

    private double cells() {
        return (double) height * width;
    }

    double product() {
        return 9 * (2 * perOperation * cells() + PER_FLOAT_READ + PER_COPIED * cells() / out);
    }

    double generated() {
        return 9 * 2 * PER_GENERATED * cells();
    }

    double winograd(int side) {
        int places = (side + 2) * (side + 2);
        double tiles = Math.ceil((double) height / side) * Math.ceil((double) width / side);
        double transforms = PER_TRANSFORMED * tiles * (1.0 / in + 1.0 / out);
        return places * (2 * perOperation * tiles + PER_FLOAT_READ + transforms);
    }
}
