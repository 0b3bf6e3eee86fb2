package io.github.hdecomp.nd4j.kernel;

import org.nd4j.linalg.api.concurrency.AffinityManager.Location;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.reduce.Mmul;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Products by ND4J operations: what runs on every ND4J backend, CUDA included. The operands live where the backend wants
 * them; ND4J is told that the host wrote them, and brings the result back.
 */
public final class Nd4jGemm implements Gemm {

    /** The products. */
    public Nd4jGemm() {}

    @Override
    public void multiply(
            int m, int n, int k, Matrix a, boolean transposeA, Matrix b, boolean transposeB, float beta, Matrix c) {
        INDArray left = view(a, transposeA ? k : m, transposeA ? m : k);
        INDArray right = view(b, transposeB ? n : k, transposeB ? k : n);
        INDArray result = view(c, m, n);
        Nd4j.getAffinityManager().tagLocation(left, Location.HOST);
        Nd4j.getAffinityManager().tagLocation(right, Location.HOST);
        Nd4j.getAffinityManager().tagLocation(result, Location.HOST);
        INDArray product = transposeA ? left.transpose() : left;
        INDArray factor = transposeB ? right.transpose() : right;
        if (beta == 0) {
            Nd4j.exec(new Mmul(product, factor, result, null));
        } else {
            try (INDArray summand = product.mmul(factor)) {
                result.muli(beta).addi(summand);
            }
        }
        Nd4j.getAffinityManager().ensureLocation(result, Location.HOST);
    }

    private static INDArray view(Matrix matrix, int rows, int columns) {
        return Nd4j.create(
                matrix.data().array().data(),
                new long[] {rows, columns},
                new long[] {matrix.stride(), 1},
                matrix.at(),
                'c');
    }

    @Override
    public String name() {
        return "nd4j " + Versions.of("org.nd4j", "nd4j-api");
    }
}
