package io.github.hdecomp.nd4j.kernel;

import io.github.hdecomp.nd4j.memory.NativeMemory;

class WinogradFourConvolutionTest extends ConvolutionEngineContract {

    @Override
    ConvolutionEngine engine(ConvolutionWeights weights, NativeMemory memory) {
        return new WinogradConvolution(weights, true, memory);
    }

    @Override
    double tolerance() {
        return 2e-6;
    }
}
