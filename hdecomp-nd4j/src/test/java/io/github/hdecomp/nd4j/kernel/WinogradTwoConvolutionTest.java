package io.github.hdecomp.nd4j.kernel;

import io.github.hdecomp.nd4j.memory.NativeMemory;

class WinogradTwoConvolutionTest extends ConvolutionEngineContract {

    @Override
    ConvolutionEngine engine(ConvolutionWeights weights, NativeMemory memory) {
        return new WinogradConvolution(weights, false, memory);
    }

    @Override
    double tolerance() {
        return 4e-7;
    }
}
