package io.github.hdecomp.nd4j.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bytedeco.openblas.global.openblas_nolapack;
import org.junit.jupiter.api.Test;

class OpenBlasGemmTest extends GemmContract {

    @Override
    protected Gemm gemm() {
        return new OpenBlasGemm();
    }

    @Test
    void within_leavesTheNumberOfThreadsAsItWas() {
        int initially = BlasThreads.current();
        openblas_nolapack.blas_set_num_threads(3);
        int before = BlasThreads.current();
        int inside = gemm().within(() -> gemm().within(BlasThreads::current));
        assertThat(before).isEqualTo(3);
        assertThat(inside).isEqualTo(1);
        assertThat(BlasThreads.current()).isEqualTo(before);
        assertThatThrownBy(() -> gemm().within(() -> {
                    throw new IllegalStateException("inside");
                }))
                .hasMessage("inside");
        assertThat(BlasThreads.current()).isEqualTo(before);
        openblas_nolapack.blas_set_num_threads(initially);
    }
}
