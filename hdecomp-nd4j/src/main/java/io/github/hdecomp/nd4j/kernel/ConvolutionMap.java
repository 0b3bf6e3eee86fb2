package io.github.hdecomp.nd4j.kernel;

/**
 * A bare convolution and its transpose.
 *
 * @param engine what convolves
 * @param transposed what pulls back
 */
public record ConvolutionMap(ConvolutionEngine engine, ConvolutionPullBack transposed) implements LinearMap {

    @Override
    public void forward(Maps x, Maps y, Maps wanted, Run run) {
        engine.forward(x, y, Epilogue.bias(new float[y.channels()]), null, run);
    }

    @Override
    public void pullBack(Patches dy, Patches dx, Run run) {
        transposed.apply(dy, dx, run);
    }
}
