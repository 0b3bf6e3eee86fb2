package io.github.hdecomp.nd4j.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Minimal filtering of small patches against the loops of its definition. */
class ScatterPullBackTest {
    private static final Gemm GEMM = new OpenBlasGemm();

    /** Rows and columns of the convolution's input. */
    private static final int SIDE = 16;

    /** The relative error per summand. */
    private static final double TOLERANCE = 2e-6;

    @Property(tries = 60)
    void pullBack(
            @ForAll @IntRange(min = 1, max = 9) int channels,
            @ForAll @IntRange(min = 1, max = 9) int outputs,
            @ForAll @IntRange(min = 0, max = 2) int padding,
            @ForAll @IntRange(min = 1, max = 12) int height,
            @ForAll @IntRange(min = 1, max = 12) int width,
            @ForAll @IntRange(min = 1, max = 70) int patches,
            @ForAll boolean first,
            @ForAll long seed) {
        check(channels, outputs, padding, height, width, patches, first, seed);
    }

    @Test
    void manyChannels() {
        check(300, 512, 1, 4, 7, 3, false, 1);
        check(129, 64, 1, 3, 3, 40, true, 2);
    }

    private static void check(
            int channels, int outputs, int padding, int height, int width, int patches, boolean first, long seed) {
        try (ConvolutionBench bench = new ConvolutionBench(GEMM, channels, outputs, SIDE, SIDE, padding, 1, seed)) {
            SplittableRandom random = new SplittableRandom(seed);
            Patches dy = patches(bench, outputs, SIDE + 2 * padding - 2, height, width, patches, random);
            Patches dx =
                    patches(bench, channels, SIDE, random.nextInt(1, SIDE), random.nextInt(1, SIDE), patches, random);
            float[] before = ConvolutionBench.values(dx.values());
            ScatterPullBack pullBack = new ScatterPullBack(
                    bench.convolution.convolution(), new FilterBlocks(bench.convolution, bench.memory), bench.memory);
            bench.space(1, pullBack.shared());
            bench.run(2, run -> pullBack.apply(dy, dx, first, run));
            float[] two = ConvolutionBench.values(dx.values());
            float[] naive = naive(bench, dy, dx, first ? new float[before.length] : before);
            double worst = 0;
            for (int i = 0; i < naive.length; i++) {
                worst = Math.max(worst, Math.abs((double) two[i] - naive[i]));
            }
            assertThat(worst).isLessThan(TOLERANCE * 9 * outputs + 1e-6);
            dx.values().data().host().put(0, before);
            bench.run(1, run -> pullBack.apply(dy, dx, first, run));
            assertThat(ConvolutionBench.values(dx.values())).isEqualTo(two);
        }
    }

    private static Patches patches(
            ConvolutionBench bench, int channels, int side, int height, int width, int count, SplittableRandom random) {
        int[] y = IntStream.range(0, count)
                .map(i -> random.nextInt(side - height + 1))
                .toArray();
        int[] x = IntStream.range(0, count)
                .map(i -> random.nextInt(side - width + 1))
                .toArray();
        Maps maps =
                new Maps(bench.memory.allocate(count * height * width * channels), 0, count, height, width, channels);
        for (int i = 0; i < maps.size(); i++) {
            maps.data().host().put(i, (float) random.nextDouble(-1, 1));
        }
        return new Patches(new Placement(new int[count], y, x, height, width), maps);
    }

    /** Every cotangent times every weight, added to the input where the patch has it. */
    private static float[] naive(ConvolutionBench bench, Patches dy, Patches dx, float[] before) {
        double[] sums =
                IntStream.range(0, before.length).mapToDouble(i -> before[i]).toArray();
        int channels = dx.values().channels();
        for (int patch = 0; patch < dy.count(); patch++) {
            for (int cell = 0; cell < dy.place().height() * dy.place().width(); cell++) {
                int from = dy.values()
                        .index(
                                patch,
                                cell / dy.place().width(),
                                cell % dy.place().width());
                for (int tap = 0; tap < 9; tap++) {
                    int y = dy.place().y(patch)
                            + cell / dy.place().width()
                            + tap / 3
                            - bench.geometry.top()
                            - dx.place().y(patch);
                    int x = dy.place().x(patch)
                            + cell % dy.place().width()
                            + tap % 3
                            - bench.geometry.left()
                            - dx.place().x(patch);
                    if (y >= 0
                            && y < dx.place().height()
                            && x >= 0
                            && x < dx.place().width()) {
                        int to = dx.values().index(patch, y, x);
                        for (int o = 0; o < dy.values().channels(); o++) {
                            double value = dy.values().data().host().get(from + o);
                            for (int i = 0; i < channels; i++) {
                                sums[to + i] += value * bench.weights[(o * channels + i) * 9 + tap];
                            }
                        }
                    }
                }
            }
        }
        float[] result = new float[sums.length];
        IntStream.range(0, sums.length).forEach(i -> result[i] = (float) sums[i]);
        return result;
    }
}
