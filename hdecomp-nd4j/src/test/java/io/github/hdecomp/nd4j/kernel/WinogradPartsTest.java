package io.github.hdecomp.nd4j.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.github.hdecomp.nd4j.layer.Naive;
import io.github.hdecomp.tensor.Region;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WinogradPartsTest {
    private static final double TOLERANCE = 2e-6;

    /** Wherever it lies, and however much of the input is there beside what it reads. */
    @Property(tries = 100)
    void aPartIsTheSameAsInTheWholeMap(
            @ForAll boolean wide,
            @ForAll @IntRange(min = 1, max = 40) int channels,
            @ForAll @IntRange(min = 3, max = 20) int height,
            @ForAll @IntRange(min = 3, max = 20) int width,
            @ForAll @IntRange(min = 0, max = 1) int padding,
            @ForAll @IntRange(min = 1, max = 3) int images,
            @ForAll boolean exact,
            @ForAll long seed) {
        int outputs = 5;
        try (ConvolutionBench bench =
                new ConvolutionBench(new OpenBlasGemm(), channels, outputs, height, width, padding, images, seed)) {
            bench.build((weights, input, memory) -> new WinogradConvolution(weights, wide, memory));
            Region region = part(bench.out.height(), bench.out.width(), new SplittableRandom(seed));
            Window window = bench.convolution.convolution().window();
            Region read = exact ? window.inputRegion(region).clip(height, width) : Region.whole(height, width);
            Maps y = bench.forward(2, read, region);
            for (int n = 0; n < images; n++) {
                double[] expected = bench.naive(n);
                for (int cell = 0; cell < region.area() * outputs; cell++) {
                    int c = cell % outputs;
                    int row = cell / outputs / region.width();
                    int column = cell / outputs % region.width();
                    int at = Naive.at(bench.out, c, region.y() + row, region.x() + column);
                    assertThat((double) y.data().host().get(y.index(n, row, column) + c))
                            .isCloseTo(expected[at] - bench.bias[c], offset(2 * bench.scale(TOLERANCE) + 1e-6));
                }
            }
        }
    }

    private static Region part(int height, int width, SplittableRandom random) {
        int rows = random.nextInt(1, height + 1);
        int columns = random.nextInt(1, width + 1);
        int y = random.nextInt(height - rows + 1);
        return new Region(y, random.nextInt(width - columns + 1), rows, columns);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void suits_manyTilesThatAreNotMuchLargerThanThePart(boolean wide) {
        try (ConvolutionBench bench = new ConvolutionBench(new OpenBlasGemm(), 2, 3, 8, 8, 1, 1, 5)) {
            ConvolutionEngine engine = new WinogradConvolution(bench.convolution, wide, bench.memory);
            assertThat(engine.suits(400, new Region(1, 1, 4, 4))).isTrue();
            assertThat(engine.suits(1, new Region(0, 0, 8, 8))).isEqualTo(!wide);
            assertThat(engine.suits(400, new Region(0, 0, 1, 1))).isFalse();
            assertThat(engine.suits(1, new Region(2, 3, 3, 3))).isFalse();
        }
    }
}
