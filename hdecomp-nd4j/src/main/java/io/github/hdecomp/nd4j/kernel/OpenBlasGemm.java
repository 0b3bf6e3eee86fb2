package io.github.hdecomp.nd4j.kernel;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_saxpy;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemv;

import java.util.function.Supplier;
import org.bytedeco.javacpp.FloatPointer;

/**
 * Products by the OpenBLAS that ND4J's CPU backend stands on, called directly: an ND4J operation takes 4–35 µs to dispatch,
 * this 0.1 µs. OpenBLAS is held to a single thread meanwhile, see
 * {@link BlasThreads}.
 */
public final class OpenBlasGemm implements Gemm {

    /** The products. */
    public OpenBlasGemm() {}

    @Override
    public void multiply(
            int m, int n, int k, Matrix a, boolean transposeA, Matrix b, boolean transposeB, float beta, Matrix c) {
        FloatPointer pa = a.data().address(a.at());
        FloatPointer pb = b.data().address(b.at());
        FloatPointer pc = c.data().address(c.at());
        if (m == 1 && k == 1 && !transposeB && beta == 1) {
            cblas_saxpy(n, a.data().host().get(a.at()), pb, 1, pc, 1);
            return;
        }
        if (m == 1 && !transposeA) {
            // One row: a matrix-vector product reads B at the speed of memory, a general product does not.
            int rows = transposeB ? n : k;
            int columns = transposeB ? k : n;
            int operation = transposeB ? CblasNoTrans : CblasTrans;
            cblas_sgemv(CblasRowMajor, operation, rows, columns, 1f, pb, b.stride(), pa, 1, beta, pc, 1);
            return;
        }
        cblas_sgemm(
                CblasRowMajor,
                transposeA ? CblasTrans : CblasNoTrans,
                transposeB ? CblasTrans : CblasNoTrans,
                m,
                n,
                k,
                1f,
                pa,
                a.stride(),
                pb,
                b.stride(),
                beta,
                pc,
                c.stride());
    }

    @Override
    public <T> T within(Supplier<T> work) {
        return BlasThreads.single(work);
    }

    @Override
    public String name() {
        return "openblas " + Versions.of("org.bytedeco", "openblas");
    }
}
