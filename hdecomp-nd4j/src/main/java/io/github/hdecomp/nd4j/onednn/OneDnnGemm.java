package io.github.hdecomp.nd4j.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_sgemm;
import static org.bytedeco.dnnl.global.dnnl.dnnl_success;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_saxpy;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemv;

import io.github.hdecomp.nd4j.kernel.Gemm;
import io.github.hdecomp.nd4j.kernel.Versions;
import java.util.function.Supplier;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.presets.openblas_nolapack.MklSetNumThreadsLocal;
import org.bytedeco.openblas.presets.openblas_nolapack.SetNumThreads;

/**
 * Products by oneDNN, which generates code for the processor at hand: measured on an AMD EPYC with AVX-512, 190–230 GFLOP/s per
 * core from some 70 rows up, where OpenBLAS takes it for an older one and reaches 60–130.
 *
 * <p>oneDNN would run each product on a team of OpenMP threads. OpenMP keeps their number once per thread that asks, so it is
 * set to 1 on the threads that call from here, and set back on the user's.
 *
 * <p>For products deeper than some 80 columns, oneDNN up to 3.11 points the stack register into the heap while it computes; a
 * signal that arrives then, such as those of Java Flight Recorder, overwrites other memory (uxlfoundation/oneDNN#4845).
 * Deeper products are therefore added up from blocks, which stay on the thread's own stack.
 */
public final class OneDnnGemm implements Gemm {
    /** The most columns of op(A) that oneDNN multiplies at once here. */
    private static final int K_BLOCK = 64;

    /** Elements of a matrix up to which OpenBLAS multiplies it with a vector on the calling thread. */
    private static final int OPENBLAS_ALONE = 9216;

    private static final byte PLAIN = 'N';
    private static final byte TRANSPOSED = 'T';

    private final SetNumThreads setThreads;
    private final MklSetNumThreadsLocal getThreads;

    /**
     * The products.
     *
     * @throws LinkageError if oneDNN is not on the class path or does not load
     */
    public OneDnnGemm() {
        Loader.load(dnnl.class);
        // JavaCPP means function pointers to be subclassed; these types stand for void f(int) and int f(int).
        setThreads = new SetNumThreads() {}.put(Loader.addressof("omp_set_num_threads"));
        getThreads = new MklSetNumThreadsLocal() {}.put(Loader.addressof("omp_get_max_threads"));
    }

    @Override
    public void multiply(
            int m, int n, int k, Matrix a, boolean transposeA, Matrix b, boolean transposeB, float beta, Matrix c) {
        if (m == 1 && k == 1 && !transposeB && beta == 1) {
            // oneDNN has nothing for y = y + a x. OpenBLAS, which ND4J loads, does this on the calling thread.
            cblas_saxpy(
                    n,
                    a.data().host().get(a.at()),
                    b.data().address(b.at()),
                    1,
                    c.data().address(c.at()),
                    1);
            return;
        }
        if (m == 1 && transposeB && !transposeA && beta == 1 && (long) n * k < OPENBLAS_ALONE) {
            // Of short rows of a large matrix, OpenBLAS reads 14 GB/s where oneDNN reads 10.
            cblas_sgemv(
                    CblasRowMajor,
                    CblasNoTrans,
                    n,
                    k,
                    1f,
                    b.data().address(b.at()),
                    b.stride(),
                    a.data().address(a.at()),
                    1,
                    1f,
                    c.data().address(c.at()),
                    1);
            return;
        }
        int block = m == 1 ? k : K_BLOCK;
        int first = 0;
        do {
            int depth = Math.min(block, k - first);
            Matrix left = new Matrix(a.data(), a.at() + first * (transposeA ? a.stride() : 1), a.stride());
            Matrix right = new Matrix(b.data(), b.at() + first * (transposeB ? 1 : b.stride()), b.stride());
            block(m, n, depth, left, transposeA, right, transposeB, first == 0 ? beta : 1f, c);
            first += depth;
        } while (first < k);
    }

    private static void block(
            int m, int n, int k, Matrix a, boolean transposeA, Matrix b, boolean transposeB, float beta, Matrix c) {
        int status = dnnl_sgemm(
                transposeA ? TRANSPOSED : PLAIN,
                transposeB ? TRANSPOSED : PLAIN,
                m,
                n,
                k,
                1f,
                a.data().address(a.at()),
                a.stride(),
                b.data().address(b.at()),
                b.stride(),
                beta,
                c.data().address(c.at()),
                c.stride());
        if (status != dnnl_success) {
            throw new IllegalStateException(
                    "oneDNN: product of " + m + "x" + k + " by " + k + "x" + n + " failed with status " + status);
        }
    }

    @Override
    public void prepareThread() {
        setThreads.call(1);
    }

    @Override
    public <T> T within(Supplier<T> work) {
        int before = getThreads.call(0);
        setThreads.call(1);
        try {
            return work.get();
        } finally {
            setThreads.call(before);
        }
    }

    @Override
    public String name() {
        return "onednn " + Versions.of("org.bytedeco", "dnnl");
    }
}
