package io.github.hdecomp.nd4j.kernel;

import io.github.hdecomp.nd4j.memory.NativeMemory;

class ProductConvolutionTest extends ConvolutionEngineContract {

    @Override
    ConvolutionEngine engine(ConvolutionWeights weights, NativeMemory memory) {
        return new ProductConvolution(weights, memory);
    }

    @Override
    double tolerance() {
        return 2e-7;
    }
}
