package io.github.hdecomp.nd4j.kernel;

class DnnlGemmTest extends GemmContract {

    @Override
    Gemm gemm() {
        return new DnnlGemm();
    }
}
