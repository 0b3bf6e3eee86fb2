package io.github.hdecomp.nd4j.kernel;

import io.github.hdecomp.nd4j.memory.NativeMemory;
import io.github.hdecomp.tensor.Shape;

/** Chooses the engine of a convolution by counting what each would do. */
public final class Engines {
    /** What reading a float from memory costs, in the time of a multiply-add's two operations in a product. */
    private static final double PER_FLOAT_READ = 44;

    /** What a value that is transformed to or from a tile costs, likewise. */
    private static final double PER_TRANSFORMED = 53;

    /** What a value that is copied to a row of windows costs, likewise. */
    private static final double PER_COPIED = 22;

    private Engines() {}

    /**
     * The engine with the smallest cost.
     *
     * @param weights the convolution
     * @param output the shape of its output
     * @param memory owns what the engine prepares
     * @return the engine
     */
    public static ConvolutionEngine choose(ConvolutionWeights weights, Shape output, NativeMemory memory) {
        if (!fitsWinograd(weights)) {
            return new ProductConvolution(weights, memory);
        }
        double product = productCost(weights, output);
        double two = winogradCost(weights, output, 2);
        double four = winogradCost(weights, output, 4);
        if (product <= Math.min(two, four)) {
            return new ProductConvolution(weights, memory);
        }
        return new WinogradConvolution(weights, four <= two, memory);
    }

    private static boolean fitsWinograd(ConvolutionWeights weights) {
        Window window = weights.window();
        return window.kernelHeight() == 3
                && window.kernelWidth() == 3
                && window.strideHeight() == 1
                && window.strideWidth() == 1
                && window.dilationHeight() == 1
                && window.dilationWidth() == 1
                && weights.groups() == 1
                && Math.max(weights.in(), weights.out()) <= Scratch.TILE;
    }

    /** Per pair of an input and an output channel. */
    private static double productCost(ConvolutionWeights weights, Shape output) {
        double cells = (double) output.height() * output.width();
        return 9 * (2 * cells + PER_FLOAT_READ + PER_COPIED * cells / weights.out());
    }

    /** Per pair of an input and an output channel. */
    private static double winogradCost(ConvolutionWeights weights, Shape output, int side) {
        int places = (side + 2) * (side + 2);
        double tiles = Math.ceil((double) output.height() / side) * Math.ceil((double) output.width() / side);
        double transforms = PER_TRANSFORMED * tiles * (1.0 / weights.in() + 1.0 / weights.out());
        return places * (2 * tiles + PER_FLOAT_READ + transforms);
    }
}
