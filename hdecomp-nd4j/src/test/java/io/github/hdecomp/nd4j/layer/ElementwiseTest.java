package io.github.hdecomp.nd4j.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hdecomp.model.Attributes;
import io.github.hdecomp.model.BackwardRule;
import io.github.hdecomp.model.NodeSpec;
import io.github.hdecomp.tensor.Shape;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ElementwiseTest {
    private static final Shape MAP = Shape.of(3, 4, 5);

    @Property(tries = 20)
    void relu(@ForAll long seed) {
        LayerContract.check(
                Nodes.of("Relu", Attributes.none(), 1), List.of(MAP), x -> map(x.get(0), v -> Math.max(v, 0)), seed);
    }

    @Property(tries = 20)
    void dropout_isTheIdentity(@ForAll long seed) {
        LayerContract.check(Nodes.of("Dropout", Attributes.none(), 1), List.of(MAP), x -> x.get(0), seed);
    }

    @Property(tries = 20)
    void add(@ForAll @IntRange(min = 1, max = 3) int summands, @ForAll long seed) {
        NodeSpec node = Nodes.of("Add", Attributes.none(), summands);
        LayerContract.check(
                node,
                java.util.Collections.nCopies(summands, MAP),
                x -> {
                    double[] sum = new double[MAP.size()];
                    x.forEach(part -> {
                        for (int i = 0; i < sum.length; i++) {
                            sum[i] += part[i];
                        }
                    });
                    return sum;
                },
                seed);
    }

    @Property(tries = 20)
    void batchNorm(@ForAll long seed) {
        Shape c = Shape.of(3);
        NodeSpec node = Nodes.of("BatchNormalization", Attributes.none().with("epsilon", 1e-5), 1, c, c, c, c);
        try (LayerBench bench = new LayerBench(node, List.of(MAP), seed)) {
            List<double[]> p = bench.parameters;
            LayerContract.check(
                    node,
                    List.of(MAP),
                    x -> Naive.batchNorm(x.get(0), MAP, p.get(0), p.get(1), p.get(2), p.get(3)),
                    seed);
        }
        LayerContract.checkParameters(
                node, MAP, (x, p) -> Naive.batchNorm(x, MAP, p.get(0), p.get(1), p.get(2), p.get(3)), seed);
    }

    /** More channels than a lane holds. */
    @Test
    void batchNorm_manyChannels() {
        Shape in = Shape.of(5000, 1, 2);
        Shape c = Shape.of(5000);
        NodeSpec node = Nodes.of("BatchNormalization", Attributes.none().with("epsilon", 1e-5), 1, c, c, c, c);
        try (LayerBench bench = new LayerBench(node, List.of(in), 5)) {
            List<double[]> p = bench.parameters;
            LayerContract.assertClose(
                    bench.output(), Naive.batchNorm(bench.x.get(0), in, p.get(0), p.get(1), p.get(2), p.get(3)));
        }
    }

    @Property(tries = 20)
    void softmax(@ForAll long seed) {
        LayerContract.check(
                Nodes.of("Softmax", Attributes.none(), 1), List.of(MAP), x -> Naive.softmax(x.get(0), MAP), seed);
    }

    /** The derivative of ReLU at 0 is 0; the two other rules are the ones of their papers. */
    @Test
    void relu_rules() {
        NodeSpec node = Nodes.of("Relu", Attributes.none(), 1);
        double[] x = {-1, 0, 1, -1, 0, 1};
        double[] dy = {2, 2, 2, -3, -3, -3};
        try (LayerBench bench = new LayerBench(node, List.of(Shape.of(1, 2, 3)), List.of(x))) {
            assertThat(bench.output()).containsExactly(0, 0, 1, 0, 0, 1);
            assertThat(magnitudes(bench.pullBack(0, dy, BackwardRule.GRADIENT))).containsExactly(0, 0, 2, 0, 0, -3);
            assertThat(magnitudes(bench.pullBack(0, dy, BackwardRule.GUIDED_BACKPROP)))
                    .containsExactly(0, 0, 2, 0, 0, 0);
            assertThat(magnitudes(bench.pullBack(0, dy, BackwardRule.DECONV_NET)))
                    .containsExactly(2, 2, 2, 0, 0, 0);
        }
    }

    /** The smallest positive float is positive. */
    @Test
    void relu_passesTheSmallestFloat() {
        NodeSpec node = Nodes.of("Relu", Attributes.none(), 1);
        double[] x = {Float.MIN_VALUE, Float.MAX_VALUE, -Float.MIN_VALUE, -0.0};
        try (LayerBench bench = new LayerBench(node, List.of(Shape.of(1, 2, 2)), List.of(x))) {
            assertThat(magnitudes(bench.pullBack(0, new double[] {1, 1, 1, 1}, BackwardRule.GRADIENT)))
                    .containsExactly(1, 1, 0, 0);
        }
    }

    /** Adds 0, which makes 0 of -0. */
    private static double[] magnitudes(double[] values) {
        return map(values, value -> value + 0.0);
    }

    private static double[] map(double[] values, java.util.function.DoubleUnaryOperator f) {
        return java.util.Arrays.stream(values).map(f).toArray();
    }

    @Test
    void add_shapesThatDiffer() {
        NodeSpec node = Nodes.of("Add", Attributes.none(), 2);
        assertThatThrownBy(() -> Layers.plan(node, List.of(MAP, Shape.of(3, 4, 4))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("layer: inputs of shapes [(3, 4, 5), (3, 4, 4)]");
    }
}
