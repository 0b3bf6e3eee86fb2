package io.github.hdecomp.nd4j.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.github.hdecomp.nd4j.layer.Naive;
import io.github.hdecomp.nd4j.memory.NativeMemory;
import io.github.hdecomp.tensor.Shape;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every convolution engine must compute: the loops of the definition, with epilogue and residual, for several images;
 * the same bits whatever the number of threads.
 */
public abstract class ConvolutionEngineContract {

    /** The engine under test. */
    protected abstract ConvolutionEngine engine(ConvolutionWeights weights, Shape input, NativeMemory memory);

    /** The relative error that the engine may make per summand. */
    protected abstract double tolerance();

    /** What multiplies. */
    protected Gemm gemm() {
        return new OpenBlasGemm();
    }

    private ConvolutionBench bench(
            int channels, int outputs, int height, int width, int padding, int images, long seed) {
        ConvolutionBench bench = new ConvolutionBench(gemm(), channels, outputs, height, width, padding, images, seed);
        bench.build(this::engine);
        return bench;
    }

    @Property(tries = 60)
    void forward(
            @ForAll @IntRange(min = 1, max = 9) int channels,
            @ForAll @IntRange(min = 1, max = 9) int outputs,
            @ForAll @IntRange(min = 3, max = 14) int height,
            @ForAll @IntRange(min = 3, max = 14) int width,
            @ForAll @IntRange(min = 0, max = 1) int padding,
            @ForAll @IntRange(min = 1, max = 3) int images,
            @ForAll boolean fused,
            @ForAll long seed) {
        try (ConvolutionBench bench = bench(channels, outputs, height, width, padding, images, seed)) {
            checkForward(bench, fused);
        }
    }

    private void checkForward(ConvolutionBench bench, boolean fused) {
        Maps y = bench.forward(2, fused);
        for (int n = 0; n < bench.images; n++) {
            double[] expected = bench.naive(n);
            for (int c = 0; c < bench.out.channels(); c++) {
                for (int row = 0; row < bench.out.height(); row++) {
                    for (int column = 0; column < bench.out.width(); column++) {
                        int at = Naive.at(bench.out, c, row, column);
                        double value = expected[at];
                        if (fused) {
                            value = Math.max(2 * value + 2 + bench.residual.get(n)[at], 0);
                        }
                        assertThat((double) y.data().host().get(y.index(n, row, column) + c))
                                .isCloseTo(value, offset(2 * bench.scale(tolerance()) + 1e-6));
                    }
                }
            }
        }
    }

    /** More weights than output; outputs that divide into equal parts and others. */
    @ParameterizedTest
    @ValueSource(ints = {128, 131, 200})
    void forward_heavyWeights(int outputs) {
        try (ConvolutionBench bench = bench(130, outputs, 7, 6, 1, 2, 11)) {
            checkForward(bench, true);
        }
    }

    /** Wide enough for several blocks, segments and steps. */
    @ParameterizedTest
    @ValueSource(ints = {20, 70, 150})
    void forward_manyChannels(int channels) {
        try (ConvolutionBench bench = bench(channels, channels + 3, 19, 21, 1, 2, channels)) {
            checkForward(bench, true);
        }
    }

    @Test
    void forward_manyTiles() {
        try (ConvolutionBench bench = bench(3, 2, 70, 95, 1, 1, 5)) {
            checkForward(bench, false);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 150})
    void threadsDoNotChangeTheResult(int channels) {
        try (ConvolutionBench bench = bench(channels, channels, 17, 18, 1, 2, 3)) {
            float[] one = ConvolutionBench.values(bench.forward(1, true));
            assertThat(ConvolutionBench.values(bench.forward(2, true))).isEqualTo(one);
            assertThat(ConvolutionBench.values(bench.forward(5, true))).isEqualTo(one);
        }
    }
}
