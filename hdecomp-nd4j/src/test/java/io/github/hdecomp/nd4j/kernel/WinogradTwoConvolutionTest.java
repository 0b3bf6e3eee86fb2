package io.github.hdecomp.nd4j.kernel;

import io.github.hdecomp.nd4j.memory.NativeMemory;
import io.github.hdecomp.tensor.Shape;

class WinogradTwoConvolutionTest extends ConvolutionEngineContract {

    @Override
    protected ConvolutionEngine engine(ConvolutionWeights weights, Shape input, NativeMemory memory) {
        return new WinogradConvolution(weights, false, memory);
    }

    @Override
    protected double tolerance() {
        return 4e-7;
    }
}
