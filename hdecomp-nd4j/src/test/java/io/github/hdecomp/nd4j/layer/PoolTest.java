package io.github.hdecomp.nd4j.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hdecomp.model.Attributes;
import io.github.hdecomp.model.BackwardRule;
import io.github.hdecomp.model.NodeSpec;
import io.github.hdecomp.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoolTest {

    @Property(tries = 60)
    void maxPool(
            @ForAll @IntRange(min = 1, max = 3) int kernel,
            @ForAll @IntRange(min = 1, max = 3) int stride,
            @ForAll @IntRange(min = 0, max = 1) int padding,
            @ForAll boolean ceil,
            @ForAll @IntRange(min = 2, max = 7) int height,
            @ForAll @IntRange(min = 2, max = 7) int width,
            @ForAll long seed) {
        Assume.that(kernel <= Math.min(height, width) && 2 * padding <= kernel);
        Naive.Geometry g = new Naive.Geometry(kernel, kernel, stride, stride, padding, padding, padding, padding, 1, 1);
        Shape in = Shape.of(3, height, width);
        NodeSpec node = Nodes.of("MaxPool", Nodes.window(g).with("ceil_mode", ceil ? 1 : 0), 1);
        Shape out = Layers.plan(node, List.of(in)).output();
        Assume.that(!hasNearTies(node, in, seed));
        LayerContract.check(node, List.of(in), x -> Naive.maxPool(x.get(0), in, g, out), seed);
    }

    /** One block of columns, several, one column each, and cells that are longer than a lane. */
    @ParameterizedTest
    @CsvSource({"64, 23", "300, 11", "700, 9", "1400, 7"})
    void maxPool_manyChannels(int channels, int width) {
        Naive.Geometry g = new Naive.Geometry(3, 3, 2, 2, 1, 1, 1, 1, 1, 1);
        Shape in = Shape.of(channels, 5, width);
        NodeSpec node = Nodes.of("MaxPool", Nodes.window(g), 1);
        Shape out = Layers.plan(node, List.of(in)).output();
        try (LayerBench bench = new LayerBench(node, List.of(in), channels)) {
            assertThat(bench.output()).isEqualTo(Naive.maxPool(bench.x.get(0), in, g, out));
        }
    }

    /** More channels than threads take at once. */
    @Test
    void globalAveragePool_manyChannels() {
        Shape in = Shape.of(1300, 3, 4);
        NodeSpec node = Nodes.of("GlobalAveragePool", Attributes.none(), 1);
        try (LayerBench bench = new LayerBench(node, List.of(in), 1)) {
            LayerContract.assertClose(bench.output(), Naive.adaptiveAverage(bench.x.get(0), in, Shape.of(1300, 1, 1)));
        }
    }

    /** Whether two values are so close that the steps of the differences, or rounding, put them into another order. */
    private static boolean hasNearTies(NodeSpec node, Shape in, long seed) {
        try (LayerBench bench = new LayerBench(node, List.of(in), seed)) {
            double[] sorted = bench.x.get(0).clone();
            Arrays.sort(sorted);
            return IntStream.range(1, sorted.length).anyMatch(i -> sorted[i] - sorted[i - 1] < 1e-5);
        }
    }

    @Property(tries = 60)
    void averagePool(
            @ForAll @IntRange(min = 1, max = 3) int kernel,
            @ForAll @IntRange(min = 1, max = 3) int stride,
            @ForAll @IntRange(min = 0, max = 1) int padding,
            @ForAll boolean ceil,
            @ForAll boolean countPadding,
            @ForAll @IntRange(min = 3, max = 7) int height,
            @ForAll @IntRange(min = 3, max = 7) int width,
            @ForAll long seed) {
        Assume.that(2 * padding <= kernel);
        Naive.Geometry g = new Naive.Geometry(kernel, kernel, stride, stride, padding, padding, padding, padding, 1, 1);
        Shape in = Shape.of(3, height, width);
        Attributes attributes =
                Nodes.window(g).with("ceil_mode", ceil ? 1 : 0).with("count_include_pad", countPadding ? 1 : 0);
        NodeSpec node = Nodes.of("AveragePool", attributes, 1);
        Shape out = Layers.plan(node, List.of(in)).output();
        LayerContract.check(node, List.of(in), x -> Naive.averagePool(x.get(0), in, g, countPadding, out), seed);
    }

    @Property(tries = 60)
    void adaptiveAveragePool(
            @ForAll @IntRange(min = 1, max = 7) int height,
            @ForAll @IntRange(min = 1, max = 7) int width,
            @ForAll @IntRange(min = 1, max = 8) int rows,
            @ForAll @IntRange(min = 1, max = 8) int columns,
            @ForAll long seed) {
        Shape in = Shape.of(2, height, width);
        NodeSpec node = Nodes.of("AdaptiveAveragePool", Attributes.none().with("output_size", rows, columns), 1);
        Shape out = Shape.of(2, rows, columns);
        LayerContract.check(node, List.of(in), x -> Naive.adaptiveAverage(x.get(0), in, out), seed);
    }

    @Property(tries = 20)
    void globalAveragePool(@ForAll @IntRange(min = 1, max = 9) int side, @ForAll long seed) {
        Shape in = Shape.of(3, side, side + 1);
        NodeSpec node = Nodes.of("GlobalAveragePool", Attributes.none(), 1);
        LayerContract.check(node, List.of(in), x -> Naive.adaptiveAverage(x.get(0), in, Shape.of(3, 1, 1)), seed);
    }

    /** PyTorch's sizes for kernel 3, stride 2, ceil mode: 113 to 56, 112 to 56, 111 to 55. */
    @Test
    void ceilMode_dropsAWindowThatStartsInThePadding() {
        NodeSpec node = Nodes.of(
                "MaxPool",
                Nodes.window(new Naive.Geometry(3, 3, 2, 2, 0, 0, 0, 0, 1, 1)).with("ceil_mode", 1),
                1);
        assertThat(Layers.plan(node, List.of(Shape.of(1, 113, 112))).output()).isEqualTo(Shape.of(1, 56, 56));
        assertThat(Layers.plan(node, List.of(Shape.of(1, 111, 111))).output()).isEqualTo(Shape.of(1, 55, 55));
    }

    /** Padding as wide as the kernel leaves windows without a cell: a maximum of nothing, a mean over none. */
    @ParameterizedTest
    @CsvSource({"2, 2, 1, 2", "2, 1, 1, 3", "3, 2, 1, 3", "2, 2, 2, 3", "1, 1, 1, 1"})
    void windowsInThePaddingAltogether(int kernel, int stride, int dilation, int padding) {
        Naive.Geometry g = new Naive.Geometry(
                kernel, kernel, stride, stride, padding, padding, padding, padding, dilation, dilation);
        for (String operator : List.of("MaxPool", "AveragePool")) {
            NodeSpec node = Nodes.of(operator, Nodes.window(g), 1);
            assertThatThrownBy(() -> Layers.plan(node, List.of(Shape.of(1, 8, 8))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(
                            "layer: a window lies in the padding altogether, expected each to reach a cell"
                                    + " of the input (1, 8, 8); make pads smaller than the kernel: Window[");
        }
    }

    /** More than half of the kernel, which some files have. */
    @Property(tries = 30)
    void widePadding(@ForAll @IntRange(min = 2, max = 4) int kernel, @ForAll boolean ceil, @ForAll long seed) {
        int padding = kernel - 1;
        Naive.Geometry g = new Naive.Geometry(kernel, kernel, 2, 2, padding, padding, padding, padding, 1, 1);
        Shape in = Shape.of(2, 5, 6);
        NodeSpec node = Nodes.of("MaxPool", Nodes.window(g).with("ceil_mode", ceil ? 1 : 0), 1);
        Shape out = Layers.plan(node, List.of(in)).output();
        Assume.that(!hasNearTies(node, in, seed));
        LayerContract.check(node, List.of(in), x -> Naive.maxPool(x.get(0), in, g, out), seed);
    }

    /** The first maximum in row-major order takes all; a window of zeros gives it to the upper left cell. */
    @Test
    void maxPool_tiesGoToTheFirst() {
        assertThat(winners(0, 0, 0, 0)).containsExactly(1, 0, 0, 0);
        assertThat(winners(-1, 5, 5, 5)).containsExactly(0, 1, 0, 0);
        assertThat(winners(-2, -2, -1, -1)).containsExactly(0, 0, 1, 0);
    }

    private static double[] winners(double... x) {
        try (LayerBench bench = new LayerBench(
                Nodes.of("MaxPool", Nodes.window(new Naive.Geometry(2, 2, 2, 2, 0, 0, 0, 0, 1, 1)), 1),
                List.of(Shape.of(1, 2, 2)),
                List.of(x))) {
            return bench.pullBack(0, new double[] {1}, BackwardRule.GRADIENT);
        }
    }

    /** PyTorch: a 3 by 3 map of ones, kernel 3, stride 2, padding 1 gives 4/9 everywhere. */
    @Test
    void averagePool_countsPaddedZeros() {
        Naive.Geometry g = new Naive.Geometry(3, 3, 2, 2, 1, 1, 1, 1, 1, 1);
        try (LayerBench bench = new LayerBench(
                Nodes.of("AveragePool", Nodes.window(g).with("count_include_pad", 1), 1),
                List.of(Shape.of(1, 3, 3)),
                List.of(new double[] {1, 1, 1, 1, 1, 1, 1, 1, 1}))) {
            LayerContract.assertClose(bench.output(), new double[] {4 / 9.0, 4 / 9.0, 4 / 9.0, 4 / 9.0});
        }
    }

    @Test
    void adaptiveAveragePool_byHand() {
        try (LayerBench bench = new LayerBench(
                Nodes.of("AdaptiveAveragePool", Attributes.none().with("output_size", 1, 3), 1),
                List.of(Shape.of(1, 1, 5)),
                List.of(new double[] {0, 1, 2, 3, 4}))) {
            LayerContract.assertClose(bench.output(), new double[] {0.5, 2, 3.5});
        }
    }
}
