package io.github.hdecomp.nd4j.kernel;

import io.github.hdecomp.nd4j.memory.NativeMemory;
import io.github.hdecomp.tensor.Shape;

class ProductConvolutionTest extends ConvolutionEngineContract {

    @Override
    protected ConvolutionEngine engine(ConvolutionWeights weights, Shape input, NativeMemory memory) {
        return new ProductConvolution(weights, memory);
    }

    @Override
    protected double tolerance() {
        return 2e-7;
    }
}
