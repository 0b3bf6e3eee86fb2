package io.github.hdecomp.nd4j.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hdecomp.model.Attributes;
import io.github.hdecomp.model.BackwardRule;
import io.github.hdecomp.model.NodeSpec;
import io.github.hdecomp.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Layers that graphs written by others are made of. */
class GraphLayersTest {
    private static final Shape MAP = Shape.of(3, 4, 5);

    private static void checkPointwise(NodeSpec node, DoubleUnaryOperator function, long seed) {
        LayerContract.check(
                node, List.of(MAP), x -> Arrays.stream(x.get(0)).map(function).toArray(), seed);
    }

    @Property(tries = 20)
    void leakyRelu(@ForAll @IntRange(min = 0, max = 4) int quarters, @ForAll long seed) {
        double slope = quarters / 4.0;
        checkPointwise(
                Nodes.of("LeakyRelu", Attributes.none().with("alpha", slope), 1), v -> v > 0 ? v : slope * v, seed);
    }

    @Property(tries = 20)
    void clip(@ForAll boolean below, @ForAll boolean above, @ForAll long seed) {
        Attributes attributes = Attributes.none();
        attributes = below ? attributes.with("min", -0.25) : attributes;
        attributes = above ? attributes.with("max", 0.5) : attributes;
        double least = below ? -0.25 : Double.NEGATIVE_INFINITY;
        double most = above ? 0.5 : Double.POSITIVE_INFINITY;
        checkPointwise(Nodes.of("Clip", attributes, 1), v -> Math.min(Math.max(v, least), most), seed);
    }

    @Property(tries = 20)
    void sigmoid(@ForAll long seed) {
        checkPointwise(Nodes.of("Sigmoid", Attributes.none(), 1), v -> 1 / (1 + Math.exp(-v)), seed);
    }

    @Property(tries = 20)
    void tanh(@ForAll long seed) {
        checkPointwise(Nodes.of("Tanh", Attributes.none(), 1), Math::tanh, seed);
    }

    /** Guided backpropagation and DeconvNet treat what bends like a ReLU as a ReLU. */
    @Test
    void rules() {
        double[] x = {-1, 0, 1, -1, 0, 1};
        double[] dy = {2, 2, 2, -3, -3, -3};
        assertThat(pulled("LeakyRelu", "alpha", x, dy, BackwardRule.GRADIENT)).containsExactly(1, 1, 2, -1.5, -1.5, -3);
        assertThat(pulled("LeakyRelu", "alpha", x, dy, BackwardRule.GUIDED_BACKPROP))
                .containsExactly(1, 1, 2, 0, 0, 0);
        assertThat(pulled("LeakyRelu", "alpha", x, dy, BackwardRule.DECONV_NET)).containsExactly(2, 2, 2, 0, 0, 0);
        assertThat(pulled("Clip", "max", x, dy, BackwardRule.GRADIENT)).containsExactly(2, 2, 0, -3, -3, 0);
        assertThat(pulled("Clip", "max", x, dy, BackwardRule.GUIDED_BACKPROP)).containsExactly(2, 2, 0, 0, 0, 0);
        assertThat(pulled("Clip", "max", x, dy, BackwardRule.DECONV_NET)).containsExactly(2, 2, 2, 0, 0, 0);
    }

    private static double[] pulled(String operator, String attribute, double[] x, double[] dy, BackwardRule rule) {
        NodeSpec node = Nodes.of(operator, Attributes.none().with(attribute, 0.5), 1);
        try (LayerBench bench = new LayerBench(node, List.of(Shape.of(1, 2, 3)), List.of(x))) {
            return bench.pullBack(0, dy, rule);
        }
    }

    @Property(tries = 30)
    void localResponseNorm(
            @ForAll @IntRange(min = 1, max = 6) int size,
            @ForAll @IntRange(min = 1, max = 5) int channels,
            @ForAll long seed) {
        Attributes attributes = Attributes.none()
                .with("size", size)
                .with("alpha", 0.7)
                .with("beta", 0.6)
                .with("bias", 1.5);
        Shape in = Shape.of(channels, 2, 3);
        LayerContract.check(Nodes.of("LRN", attributes, 1), List.of(in), x -> responseNorm(x.get(0), in, size), seed);
    }

    private static double[] responseNorm(double[] x, Shape in, int size) {
        double[] y = new double[x.length];
        int cells = in.height() * in.width();
        for (int i = 0; i < x.length; i++) {
            int c = i / cells;
            double sum = 0;
            for (int j = c - (size - 1) / 2; j <= c + (int) Math.ceil((size - 1) / 2.0); j++) {
                double neighbour = j >= 0 && j < in.channels() ? x[j * cells + i % cells] : 0;
                sum += neighbour * neighbour;
            }
            y[i] = x[i] / Math.pow(1.5 + 0.7 / size * sum, 0.6);
        }
        return y;
    }

    @Property(tries = 20)
    void affine(@ForAll boolean perValue, @ForAll long seed) {
        Shape parameter = perValue ? MAP : Shape.of(MAP.channels());
        NodeSpec node = Nodes.of("Affine", Attributes.none(), 1, parameter, parameter);
        try (LayerBench bench = new LayerBench(node, List.of(MAP), seed)) {
            LayerContract.check(node, List.of(MAP), x -> affine(x.get(0), bench.parameters), seed);
        }
        LayerContract.checkParameters(node, MAP, GraphLayersTest::affine, seed);
    }

    private static double[] affine(double[] x, List<double[]> p) {
        int repeat = x.length / p.get(0).length;
        double[] y = new double[x.length];
        Arrays.setAll(y, i -> x[i] * p.get(0)[i / repeat] + p.get(1)[i / repeat]);
        return y;
    }

    @Property(tries = 20)
    void multiply(@ForAll @IntRange(min = 0, max = 2) int form, @ForAll long seed) {
        Shape cell = Shape.of(MAP.channels(), 1, 1);
        List<Shape> inputs = List.of(form == 1 ? cell : MAP, form == 2 ? cell : MAP);
        LayerContract.check(
                Nodes.of("Mul", Attributes.none(), 2),
                inputs,
                x -> {
                    double[] y = new double[MAP.size()];
                    int cells = MAP.height() * MAP.width();
                    Arrays.setAll(y, i -> x.get(0)[form == 1 ? i / cells : i] * x.get(1)[form == 2 ? i / cells : i]);
                    return y;
                },
                seed);
    }

    @Property(tries = 30)
    void pad(
            @ForAll @IntRange(min = 0, max = 2) int top,
            @ForAll @IntRange(min = 0, max = 2) int left,
            @ForAll @IntRange(min = 0, max = 2) int bottom,
            @ForAll @IntRange(min = 0, max = 2) int right,
            @ForAll long seed) {
        Attributes attributes =
                Attributes.none().with("pads", top, left, bottom, right).with("value", 0.5);
        Shape out = Shape.of(3, top + 4 + bottom, left + 5 + right);
        LayerContract.check(
                Nodes.of("Pad", attributes, 1),
                List.of(MAP),
                x -> {
                    double[] y = new double[out.size()];
                    Arrays.fill(y, 0.5);
                    for (int i = 0; i < MAP.size(); i++) {
                        y[Naive.at(out, i / 20, top + i / 5 % 4, left + i % 5)] = x.get(0)[i];
                    }
                    return y;
                },
                seed);
    }

    @Property(tries = 20)
    void reshape(@ForAll @IntRange(min = 0, max = 3) int form, @ForAll long seed) {
        int[][] shapes = {{60, 1, 1}, {3, 20, 1}, {5, 4, 3}, {3, 4, 5}};
        int[] to = shapes[form];
        NodeSpec node = Nodes.of("Reshape", Attributes.none().with("shape", to[0], to[1], to[2]), 1);
        LayerContract.check(node, List.of(MAP), x -> x.get(0).clone(), seed);
    }

    @Test
    void whatDoesNotFit() {
        assertComplaint("AveragePool", Attributes.none().with("dilations", 2, 1), "means have no gaps");
        assertComplaint("Clip", Attributes.none().with("min", 1).with("max", 0), "min 1.0 and max 0.0");
        assertComplaint("LRN", Attributes.none().with("size", 0), "size 0");
        assertComplaint("Pad", Attributes.none().with("pads", 0, -1, 0, 0), "pads [0, -1, 0, 0]");
        assertComplaint("Reshape", Attributes.none().with("shape", 61, 1, 1), "cannot be seen as (61, 1, 1)");
        assertThatThrownBy(() -> Layers.plan(Nodes.of("Mul", Attributes.none(), 2), List.of(MAP, Shape.of(3, 4, 4))))
                .hasMessageContaining("expected two of one shape, or one of them (C, 1, 1)");
        assertThatThrownBy(() ->
                        Layers.plan(Nodes.of("Affine", Attributes.none(), 1, Shape.of(2), Shape.of(2)), List.of(MAP)))
                .hasMessageContaining("has shape (2), expected (3)");
    }

    private static void assertComplaint(String operator, Attributes attributes, String complaint) {
        assertThatThrownBy(() -> Layers.plan(Nodes.of(operator, attributes, 1), List.of(MAP)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(complaint);
    }
}
