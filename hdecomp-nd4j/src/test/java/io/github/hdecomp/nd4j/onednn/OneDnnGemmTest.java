package io.github.hdecomp.nd4j.onednn;

import io.github.hdecomp.nd4j.kernel.Gemm;
import io.github.hdecomp.nd4j.kernel.GemmContract;

class OneDnnGemmTest extends GemmContract {

    @Override
    protected Gemm gemm() {
        return new OneDnnGemm();
    }
}
