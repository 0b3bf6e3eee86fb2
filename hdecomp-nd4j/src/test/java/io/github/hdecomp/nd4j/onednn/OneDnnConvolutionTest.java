package io.github.hdecomp.nd4j.onednn;

import io.github.hdecomp.nd4j.kernel.ConvolutionEngine;
import io.github.hdecomp.nd4j.kernel.ConvolutionEngineContract;
import io.github.hdecomp.nd4j.kernel.ConvolutionWeights;
import io.github.hdecomp.nd4j.kernel.Gemm;
import io.github.hdecomp.nd4j.memory.NativeMemory;
import io.github.hdecomp.tensor.Shape;

class OneDnnConvolutionTest extends ConvolutionEngineContract {

    @Override
    protected ConvolutionEngine engine(ConvolutionWeights weights, Shape input, NativeMemory memory) {
        return OneDnnConvolution.of(weights, input, memory).orElseThrow();
    }

    @Override
    protected Gemm gemm() {
        return new OneDnnGemm();
    }

    @Override
    protected double tolerance() {
        return 2e-7;
    }
}
