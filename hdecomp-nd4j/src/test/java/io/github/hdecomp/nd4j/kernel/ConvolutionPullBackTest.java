package io.github.hdecomp.nd4j.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.github.hdecomp.nd4j.layer.Naive;
import io.github.hdecomp.tensor.Shape;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pull-back against the loops of its definition, by products and by minimal filtering with tiles of both sizes. */
class ConvolutionPullBackTest {
    private static final Gemm GEMM = new OpenBlasGemm();

    /** The relative error per summand that the wider tiles may make. */
    private static final double TOLERANCE = 2e-6;

    /** Whole maps: ⟨w * x, dy⟩ = ⟨x, wᵀ dy⟩, and against the loops of the transpose. */
    @Property(tries = 40)
    void pullBack(
            @ForAll @IntRange(min = 1, max = 6) int channels,
            @ForAll @IntRange(min = 1, max = 6) int outputs,
            @ForAll @IntRange(min = 3, max = 20) int height,
            @ForAll @IntRange(min = 3, max = 20) int width,
            @ForAll @IntRange(min = 0, max = 1) int padding,
            @ForAll @IntRange(min = 1, max = 2) int images,
            @ForAll @IntRange(min = 0, max = 2) int half,
            @ForAll long seed) {
        try (ConvolutionBench bench =
                new ConvolutionBench(GEMM, channels, outputs, height, width, padding, images, seed)) {
            checkPullBack(bench, side(half));
        }
    }

    private static Optional<Integer> side(int half) {
        return half == 0 ? Optional.empty() : Optional.of(2 * half);
    }

    @ParameterizedTest
    @CsvSource({"20,0", "20,1", "20,2", "70,0", "70,1", "70,2", "150,0", "150,1", "150,2"})
    void pullBack_manyChannels(int channels, int half) {
        try (ConvolutionBench bench = new ConvolutionBench(GEMM, channels, channels + 3, 19, 21, 1, 1, channels)) {
            checkPullBack(bench, side(half));
        }
    }

    private void checkPullBack(ConvolutionBench bench, Optional<Integer> side) {
        Shape in = bench.in;
        Shape out = bench.out;
        Patches dy =
                new Patches(Placement.whole(bench.images, out.height(), out.width()), bench.maps(out, bench.residual));
        // Cotangents are added to what is there.
        Patches dx = new Patches(Placement.whole(bench.images, in.height(), in.width()), bench.maps(in, bench.x));
        ConvolutionPullBack pullBack = bench.pullBack(side);
        bench.run(2, run -> pullBack.apply(dy, dx, run));
        for (int n = 0; n < bench.images; n++) {
            double[] expected = bench.x.get(n).clone();
            transpose(bench, bench.residual.get(n), expected);
            for (int c = 0; c < in.channels(); c++) {
                for (int y = 0; y < in.height(); y++) {
                    for (int x = 0; x < in.width(); x++) {
                        assertThat((double) dx.values()
                                        .data()
                                        .host()
                                        .get(dx.values().index(n, y, x) + c))
                                .isCloseTo(
                                        expected[Naive.at(in, c, y, x)], offset(TOLERANCE * 9 * out.channels() + 1e-6));
                    }
                }
            }
        }
    }

    private static void transpose(ConvolutionBench bench, double[] dy, double[] dx) {
        Shape in = bench.in;
        Shape out = bench.out;
        int padding = bench.geometry.top();
        for (int o = 0; o < out.channels(); o++) {
            for (int p = 0; p < out.height(); p++) {
                for (int q = 0; q < out.width(); q++) {
                    for (int i = 0; i < in.channels(); i++) {
                        for (int tap = 0; tap < 9; tap++) {
                            int y = p + tap / 3 - padding;
                            int x = q + tap % 3 - padding;
                            if (y >= 0 && y < in.height() && x >= 0 && x < in.width()) {
                                dx[Naive.at(in, i, y, x)] +=
                                        bench.weights[(o * in.channels() + i) * 9 + tap] * dy[Naive.at(out, o, p, q)];
                            }
                        }
                    }
                }
            }
        }
    }
}
