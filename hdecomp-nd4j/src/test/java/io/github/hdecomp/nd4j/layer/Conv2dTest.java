package io.github.hdecomp.nd4j.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hdecomp.model.Attributes;
import io.github.hdecomp.model.BackwardRule;
import io.github.hdecomp.model.NodeSpec;
import io.github.hdecomp.tensor.Shape;
import java.util.List;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class Conv2dTest {

    @Property(tries = 60)
    void anyGeometry(
            @ForAll @IntRange(min = 1, max = 3) int kh,
            @ForAll @IntRange(min = 1, max = 3) int kw,
            @ForAll @IntRange(min = 1, max = 3) int stride,
            @ForAll @IntRange(min = 0, max = 2) int top,
            @ForAll @IntRange(min = 0, max = 2) int left,
            @ForAll @IntRange(min = 0, max = 2) int bottom,
            @ForAll @IntRange(min = 1, max = 2) int dilation,
            @ForAll @IntRange(min = 1, max = 3) int groups,
            @ForAll @IntRange(min = 1, max = 2) int perGroup,
            @ForAll @IntRange(min = 3, max = 6) int height,
            @ForAll @IntRange(min = 3, max = 6) int width,
            @ForAll boolean bias,
            @ForAll long seed) {
        Naive.Geometry g = new Naive.Geometry(kh, kw, stride, 1, top, left, bottom, left, dilation, dilation);
        Assume.that((kh - 1) * dilation < height + top + bottom && (kw - 1) * dilation < width + 2 * left);
        Shape in = Shape.of(2 * groups, height, width);
        Shape w = Shape.of(perGroup * groups, 2, kh, kw);
        Shape[] parameters = bias ? new Shape[] {w, Shape.of(w.extent(0))} : new Shape[] {w};
        NodeSpec node = Nodes.of("Conv", Nodes.window(g).with("group", groups), 1, parameters);
        Shape out = Layers.plan(node, List.of(in)).output();
        assertThat(out.height()).isEqualTo((height + top + bottom - (kh - 1) * dilation - 1) / stride + 1);
        try (LayerBench bench = new LayerBench(node, List.of(in), seed)) {
            LayerContract.check(
                    node, List.of(in), x -> convolve(x.get(0), in, w, bench.parameters, g, groups, out), seed);
        }
        LayerContract.checkParameters(node, in, (x, p) -> convolve(x, in, w, p, g, groups, out), seed);
    }

    private static double[] convolve(
            double[] x, Shape in, Shape w, List<double[]> p, Naive.Geometry g, int groups, Shape out) {
        double[] bias = p.size() == 2 ? p.get(1) : new double[0];
        return Naive.convolution(x, in, p.get(0), w, bias, g, groups, out);
    }

    /** Outputs that read nothing but padding, beyond the map on every side. */
    @Property(tries = 20)
    void widePadding(
            @ForAll @IntRange(min = 1, max = 3) int kernel,
            @ForAll @IntRange(min = 3, max = 40) int padding,
            @ForAll @IntRange(min = 1, max = 2) int channels,
            @ForAll long seed) {
        Naive.Geometry g = new Naive.Geometry(kernel, kernel, 2, 2, padding, 0, 0, padding, 1, 1);
        Shape in = Shape.of(channels, 4, 3);
        Shape w = Shape.of(2, channels, kernel, kernel);
        NodeSpec node = Nodes.of("Conv", Nodes.window(g), 1, w);
        Shape out = Layers.plan(node, List.of(in)).output();
        try (LayerBench bench = new LayerBench(node, List.of(in), seed)) {
            LayerContract.assertClose(bench.output(), convolve(bench.x.get(0), in, w, bench.parameters, g, 1, out));
            LayerContract.check(node, List.of(in), x -> convolve(x.get(0), in, w, bench.parameters, g, 1, out), seed);
        }
    }

    /** Padding that is wider than the working space of a thread. */
    @Test
    void hugePadding() {
        Naive.Geometry g = new Naive.Geometry(2, 3, 1, 1, 1, 3000, 0, 9000, 1, 1);
        Shape in = Shape.of(3, 2, 4);
        Shape w = Shape.of(2, 3, 2, 3);
        NodeSpec node = Nodes.of("Conv", Nodes.window(g), 1, w);
        Shape out = Layers.plan(node, List.of(in)).output();
        try (LayerBench bench = new LayerBench(node, List.of(in), 5)) {
            LayerContract.assertClose(bench.output(), convolve(bench.x.get(0), in, w, bench.parameters, g, 1, out));
        }
    }

    /** Wide enough for several blocks of channels and of cells. */
    @Test
    void manyChannels() {
        Naive.Geometry g = new Naive.Geometry(3, 3, 1, 1, 1, 1, 1, 1, 1, 1);
        Shape in = Shape.of(260, 5, 4);
        Shape w = Shape.of(130, 260, 3, 3);
        NodeSpec node = Nodes.of("Conv", Nodes.window(g), 1, w);
        try (LayerBench bench = new LayerBench(node, List.of(in), 7)) {
            double[] expected = convolve(bench.x.get(0), in, w, bench.parameters, g, 1, Shape.of(130, 5, 4));
            LayerContract.assertClose(bench.output(), expected);
            double[] unit = new double[130 * 20];
            unit[77] = 1;
            double[] pulled = bench.pullBack(0, unit, BackwardRule.GRADIENT);
            // Output 77 is channel 3, row 4, column 1: it reads input (i, 3 + u, v) with w[3, i, u, v].
            for (int i = 0; i < 260; i++) {
                assertThat(pulled[Naive.at(in, i, 3, 2)])
                        .isEqualTo(bench.parameters.get(0)[((3 * 260 + i) * 3) * 3 + 2]);
            }
        }
    }

    @Test
    void byHand() {
        Attributes window = Nodes.window(new Naive.Geometry(2, 2, 1, 1, 0, 0, 0, 0, 1, 1));
        NodeSpec node = Nodes.of("Conv", window, 1, Shape.of(1, 1, 2, 2));
        try (LayerBench bench = new LayerBench(node, List.of(Shape.of(1, 2, 2)), 3)) {
            double[] w = bench.parameters.get(0);
            double[] x = bench.x.get(0);
            assertThat(bench.output()[0])
                    .isCloseTo(
                            w[0] * x[0] + w[1] * x[1] + w[2] * x[2] + w[3] * x[3],
                            org.assertj.core.data.Offset.offset(1e-6));
            assertThat(bench.pullBack(0, new double[] {2}, BackwardRule.GRADIENT))
                    .containsExactly(2 * w[0], 2 * w[1], 2 * w[2], 2 * w[3]);
        }
    }

    @Test
    void channelsThatDoNotFit_nameTheLayerAndBothShapes() {
        NodeSpec node = Nodes.of("Conv", Attributes.none(), 1, Shape.of(64, 16, 3, 3));
        assertThatThrownBy(() -> Layers.plan(node, List.of(Shape.of(32, 8, 8))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("layer: input has 32 channels but weight (64, 16, 3, 3) in 1 groups wants 16"
                        + " (weights are O, I / groups, Kh, Kw)");
    }

    @Test
    void windowLargerThanTheInput() {
        NodeSpec node = Nodes.of("Conv", Attributes.none(), 1, Shape.of(1, 1, 5, 5));
        assertThatThrownBy(() -> Layers.plan(node, List.of(Shape.of(1, 4, 9))))
                .hasMessageStartingWith("layer: input (1, 4, 9) is smaller than the window");
    }
}
