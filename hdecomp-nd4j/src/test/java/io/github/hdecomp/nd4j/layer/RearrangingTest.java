package io.github.hdecomp.nd4j.layer;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hdecomp.model.Attributes;
import io.github.hdecomp.model.BackwardRule;
import io.github.hdecomp.model.NodeSpec;
import io.github.hdecomp.tensor.Shape;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RearrangingTest {

    @Property(tries = 20)
    void linear(
            @ForAll @IntRange(min = 1, max = 9) int in,
            @ForAll @IntRange(min = 1, max = 9) int out,
            @ForAll boolean bias,
            @ForAll long seed) {
        Shape w = Shape.of(out, in);
        NodeSpec node = Nodes.of("Gemm", Attributes.none(), 1, bias ? new Shape[] {w, Shape.of(out)} : new Shape[] {w});
        Shape vector = Shape.of(in, 1, 1);
        try (LayerBench bench = new LayerBench(node, List.of(vector), seed)) {
            LayerContract.check(node, List.of(vector), x -> linear(x.get(0), bench.parameters, out), seed);
        }
        LayerContract.checkParameters(node, vector, (x, p) -> linear(x, p, out), seed);
    }

    private static double[] linear(double[] x, List<double[]> p, int out) {
        return Naive.linear(x, p.get(0), p.size() == 2 ? p.get(1) : new double[0], out);
    }

    /** Larger than a block in both directions. */
    @Test
    void linear_large() {
        NodeSpec node = Nodes.of("Gemm", Attributes.none(), 1, Shape.of(300, 700), Shape.of(300));
        Shape vector = Shape.of(700, 1, 1);
        LayerBench bench = new LayerBench(node, List.of(vector), 9);
        try (bench) {
            LayerContract.check(node, List.of(vector), x -> linear(x.get(0), bench.parameters, 300), 9);
        }
    }

    /** Some rows of W are left out, and rows are longer than what is added at once. */
    @Property(tries = 12)
    void linear_readsOnlyRowsWithCotangents(
            @ForAll @IntRange(min = 1, max = 60) int out,
            @ForAll @IntRange(min = 1, max = 14_000) int in,
            @ForAll @IntRange(max = 100) int percent,
            @ForAll long seed) {
        NodeSpec node = Nodes.of("Gemm", Attributes.none(), 1, Shape.of(out, in));
        SplittableRandom random = new SplittableRandom(seed);
        double[] dy = new double[out];
        for (int o = 0; o < out; o++) {
            dy[o] = random.nextInt(100) < percent ? random.nextDouble(-1, 1) : 0;
        }
        try (LayerBench bench = new LayerBench(node, List.of(Shape.of(in, 1, 1)), seed)) {
            double[] expected = new double[in];
            for (int o = 0; o < out; o++) {
                for (int i = 0; i < in; i++) {
                    expected[i] += dy[o] * bench.parameters.get(0)[o * in + i];
                }
            }
            LayerContract.assertClose(bench.pullBack(0, dy, BackwardRule.GRADIENT), expected);
        }
    }

    @Property(tries = 20)
    void concat(
            @ForAll @IntRange(min = 1, max = 3) int a, @ForAll @IntRange(min = 1, max = 4) int b, @ForAll long seed) {
        NodeSpec node = Nodes.of("Concat", Attributes.none(), 3);
        List<Shape> inputs = List.of(Shape.of(a, 3, 4), Shape.of(b, 3, 4), Shape.of(2, 3, 4));
        LayerContract.check(
                node,
                inputs,
                x -> java.util.stream.Stream.of(x.get(0), x.get(1), x.get(2))
                        .flatMapToDouble(java.util.Arrays::stream)
                        .toArray(),
                seed);
    }

    @Property(tries = 20)
    void flatten_keepsTheOrderOfChannelsRowsColumns(@ForAll long seed) {
        LayerContract.check(Nodes.of("Flatten", Attributes.none(), 1), List.of(Shape.of(3, 2, 4)), x -> x.get(0), seed);
    }

    @Property(tries = 20)
    void transpose(@ForAll @IntRange(min = 0, max = 5) int which, @ForAll long seed) {
        int[][] permutations = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
        int[] perm = permutations[which];
        Shape in = Shape.of(2, 3, 4);
        NodeSpec node = Nodes.of("Transpose", Attributes.none().with("perm", perm[0], perm[1], perm[2]), 1);
        Shape out = Layers.plan(node, List.of(in)).output();
        LayerContract.check(
                node,
                List.of(in),
                x -> {
                    double[] y = new double[in.size()];
                    for (int c = 0; c < 2; c++) {
                        for (int h = 0; h < 3; h++) {
                            for (int w = 0; w < 4; w++) {
                                int[] from = {c, h, w};
                                y[Naive.at(out, from[perm[0]], from[perm[1]], from[perm[2]])] =
                                        x.get(0)[Naive.at(in, c, h, w)];
                            }
                        }
                    }
                    return y;
                },
                seed);
    }

    @Property(tries = 20)
    void subsamplePad(
            @ForAll @IntRange(min = 1, max = 3) int stride,
            @ForAll @IntRange(min = 0, max = 2) int before,
            @ForAll @IntRange(min = 0, max = 2) int after,
            @ForAll @IntRange(min = 1, max = 6) int side,
            @ForAll long seed) {
        Shape in = Shape.of(3, side, side);
        NodeSpec node = Nodes.of(
                "SubsamplePad", Attributes.none().with("stride", stride).with("channels", before, after), 1);
        Shape out = Layers.plan(node, List.of(in)).output();
        LayerContract.check(
                node,
                List.of(in),
                x -> {
                    double[] y = new double[out.size()];
                    for (int c = 0; c < 3; c++) {
                        for (int p = 0; p < out.height(); p++) {
                            for (int q = 0; q < out.width(); q++) {
                                y[Naive.at(out, before + c, p, q)] = x.get(0)[Naive.at(in, c, p * stride, q * stride)];
                            }
                        }
                    }
                    return y;
                },
                seed);
    }

    @Test
    void linear_wantsAVector() {
        NodeSpec node = Nodes.of("Gemm", Attributes.none(), 1, Shape.of(10, 12));
        assertThatThrownBy(() -> Layers.plan(node, List.of(Shape.of(3, 2, 2))))
                .hasMessage("layer: input has shape (3, 2, 2) but weight (10, 12) wants (12, 1, 1)"
                        + " (weights are O, I; flatten maps first)");
    }
}
