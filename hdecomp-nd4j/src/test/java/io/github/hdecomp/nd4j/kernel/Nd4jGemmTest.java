package io.github.hdecomp.nd4j.kernel;

class Nd4jGemmTest extends GemmContract {

    @Override
    protected Gemm gemm() {
        return new Nd4jGemm();
    }
}
