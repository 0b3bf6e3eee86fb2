package io.github.hdecomp.nd4j.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.github.hdecomp.nd4j.memory.NativeFloats;
import io.github.hdecomp.nd4j.memory.NativeMemory;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What every product must be: the one of the three nested loops, whatever the shapes, strides and transpositions. */
public abstract class GemmContract {
    private static final double TOLERANCE_PER_SUMMAND = 2e-7;

    /** The products under test. */
    protected abstract Gemm gemm();

    @Property(tries = 200)
    void equalsTheNaiveLoops(
            @ForAll @IntRange(min = 1, max = 40) int m,
            @ForAll @IntRange(min = 1, max = 40) int n,
            @ForAll @IntRange(min = 1, max = 200) int k,
            @ForAll boolean transposeA,
            @ForAll boolean transposeB,
            @ForAll boolean add,
            @ForAll @IntRange(min = 0, max = 5) int padding,
            @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        try (NativeMemory memory = new NativeMemory()) {
            Gemm.Matrix a = matrix(memory, transposeA ? k : m, transposeA ? m : k, padding, random);
            Gemm.Matrix b = matrix(memory, transposeB ? n : k, transposeB ? k : n, padding, random);
            Gemm.Matrix c = matrix(memory, m, n, padding, random);
            float[] before = values(c);
            gemm().within(() -> {
                gemm().multiply(m, n, k, a, transposeA, b, transposeB, add ? 1f : 0f, c);
                return true;
            });
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < n; j++) {
                    double sum = add ? before[c.at() + i * c.stride() + j] : 0;
                    for (int l = 0; l < k; l++) {
                        sum += (double) at(a, transposeA ? l : i, transposeA ? i : l)
                                * at(b, transposeB ? j : l, transposeB ? l : j);
                    }
                    assertThat((double) at(c, i, j)).isCloseTo(sum, offset(TOLERANCE_PER_SUMMAND * (k + 1)));
                }
            }
            nothingElseIsWritten(c, before, m, n);
        }
    }

    private static void nothingElseIsWritten(Gemm.Matrix c, float[] before, int m, int n) {
        float[] after = values(c);
        for (int i = 0; i < after.length; i++) {
            int row = (i - c.at()) / c.stride();
            boolean inside = i >= c.at() && row < m && (i - c.at()) % c.stride() < n;
            if (!inside) {
                assertThat(after[i]).isEqualTo(before[i]);
            }
        }
    }

    private static float at(Gemm.Matrix matrix, int row, int column) {
        return matrix.data().host().get(matrix.at() + row * matrix.stride() + column);
    }

    private static float[] values(Gemm.Matrix matrix) {
        float[] values = new float[matrix.data().length()];
        matrix.data().host().get(0, values);
        return values;
    }

    private static Gemm.Matrix matrix(
            NativeMemory memory, int rows, int columns, int padding, SplittableRandom random) {
        NativeFloats data = memory.allocate(padding + rows * (columns + padding));
        for (int i = 0; i < data.length(); i++) {
            data.host().put(i, (float) random.nextDouble(-1, 1));
        }
        return new Gemm.Matrix(data, padding, columns + padding);
    }
}
