package io.github.hdecomp.nd4j.kernel;

import io.github.hdecomp.tensor.Shape;

/**
 * What each engine would take for a convolution with 3 by 3 windows, in nanoseconds per pair of an input and an output channel.
 *
 * @param in channels of the input
 * @param out channels of the output
 * @param height rows of the output
 * @param width columns of the output
 * @param rates what each step takes
 */
record EngineCosts(int in, int out, int height, int width, Rates rates) {

    static EngineCosts of(Convolution convolution, Shape input, Rates rates) {
        Window window = convolution.window();
        return new EngineCosts(
                convolution.in(),
                convolution.out(),
                window.outputHeight(input.height()),
                window.outputWidth(input.width()),
                rates);
    }

    private double cells() {
        return (double) height * width;
    }

    double product() {
        return 9 * (2 * rates.perOperation() * cells() + rates.perFloatRead() + rates.perCopied() * cells() / out);
    }

    double generated() {
        return 9 * 2 * rates.perGenerated() * cells();
    }

    double winograd(int side) {
        int places = (side + 2) * (side + 2);
        double tiles = Math.ceil((double) height / side) * Math.ceil((double) width / side);
        double transforms = rates.perTransformed() * tiles * (1.0 / in + 1.0 / out);
        return places * (2 * rates.perOperation() * tiles + rates.perFloatRead() + transforms);
    }
}
