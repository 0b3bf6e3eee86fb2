package io.github.hdecomp.nd4j.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.github.hdecomp.model.BackwardRule;
import io.github.hdecomp.model.NodeSpec;
import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What holds for every layer: its output is that of the formula; its pull-back is the transposed derivative of the formula,
 * entry by entry; patches of cotangents give the same as whole maps, and exactly zero outside the region that they read.
 */
final class LayerContract {
    /** Relative to the largest value, per summand of the longest sum in these tests. */
    private static final double TOLERANCE = 2e-5;

    /** The rounding of summands of about 1 that cancel, in float32 and in the differences alike. */
    private static final double TINY = 1e-7;

    private static final double STEP = 1e-6;

    private LayerContract() {}

    /** A layer as a function of its inputs, in double. */
    @FunctionalInterface
    interface Formula {
        double[] apply(List<double[]> x);
    }

    static void check(NodeSpec node, List<Shape> inputs, Formula formula, long seed) {
        try (LayerBench bench = new LayerBench(node, inputs, seed)) {
            assertClose(bench.output(), formula.apply(bench.x));
            partsAreThoseOfTheWhole(bench, seed);
            someChannelsAreThoseOfAll(bench, seed);
            for (int input = 0; input < inputs.size(); input++) {
                double[][] jacobian = jacobian(formula, bench.x, input);
                pullBackIsTheTransposedJacobian(bench, input, jacobian);
                patchesEqualWholeMaps(bench, input, seed);
            }
        }
    }

    private static void partsAreThoseOfTheWhole(LayerBench bench, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Shape out = bench.layer.output();
        int height = 1 + random.nextInt(out.height());
        int width = 1 + random.nextInt(out.width());
        Region region = new Region(
                random.nextInt(out.height() - height + 1), random.nextInt(out.width() - width + 1), height, width);
        assertClose(bench.forward(region), crop(bench.output(), out, region));
    }

    private static double[] crop(double[] whole, Shape map, Region region) {
        double[] part = new double[map.channels() * region.area()];
        Shape small = Shape.of(map.channels(), region.height(), region.width());
        for (int i = 0; i < part.length; i++) {
            int cell = i % region.area();
            int y = region.y() + cell / region.width();
            int x = region.x() + cell % region.width();
            part[Naive.at(small, i / region.area(), cell / region.width(), cell % region.width())] =
                    whole[Naive.at(map, i / region.area(), y, x)];
        }
        return part;
    }

    private static void someChannelsAreThoseOfAll(LayerBench bench, long seed) {
        if (!(bench.layer instanceof Channelwise layer)) {
            return;
        }
        SplittableRandom random = new SplittableRandom(seed);
        List<int[]> chosen = new ArrayList<>();
        List<Integer> outputs = new ArrayList<>();
        for (int input = 0; input < bench.inputs.size(); input++) {
            boolean aligned = input > 0 && layer.channelRead(input, layer.firstReader(0, 0)) >= 0;
            int[] channels =
                    random.ints(3, 0, bench.inputs.get(input).channels()).toArray();
            chosen.add(aligned ? chosen.get(0) : channels);
            for (int i = 0; i < channels.length * layer.readers() && !aligned; i++) {
                int channel = channels[i / layer.readers()];
                outputs.add(layer.firstReader(input, channel) + i % layer.readers());
                assertThat(layer.channelRead(input, outputs.get(outputs.size() - 1)))
                        .isEqualTo(channel);
            }
        }
        double[] expected = Naive.channels(
                bench.output(),
                bench.layer.output(),
                outputs.stream().mapToInt(Integer::intValue).toArray());
        assertClose(bench.forward(layer.select(chosen), chosen, outputs.size()), expected);
    }

    /** Entry [j][i] is the derivative of output j with respect to input value i, by central differences. */
    static double[][] jacobian(Formula formula, List<double[]> x, int input) {
        double[] varied = x.get(input).clone();
        List<double[]> at = new ArrayList<>(x);
        at.set(input, varied);
        double[][] transposed = new double[varied.length][];
        for (int i = 0; i < varied.length; i++) {
            double value = varied[i];
            varied[i] = value + STEP;
            double[] above = formula.apply(at).clone();
            varied[i] = value - STEP;
            double[] below = formula.apply(at).clone();
            varied[i] = value;
            transposed[i] = new double[above.length];
            for (int j = 0; j < above.length; j++) {
                transposed[i][j] = (above[j] - below[j]) / (2 * STEP);
            }
        }
        double[][] jacobian = new double[transposed[0].length][varied.length];
        for (int i = 0; i < transposed.length; i++) {
            for (int j = 0; j < jacobian.length; j++) {
                jacobian[j][i] = transposed[i][j];
            }
        }
        return jacobian;
    }

    private static void pullBackIsTheTransposedJacobian(LayerBench bench, int input, double[][] jacobian) {
        for (int j = 0; j < jacobian.length; j++) {
            double[] unit = new double[jacobian.length];
            unit[j] = 1;
            assertClose(bench.pullBack(input, unit, BackwardRule.GRADIENT), jacobian[j]);
        }
    }

    private static void patchesEqualWholeMaps(LayerBench bench, int input, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Shape out = bench.layer.output();
        Shape in = bench.inputs.get(input);
        int height = 1 + random.nextInt(out.height());
        int width = 1 + random.nextInt(out.width());
        List<Region> regions = new ArrayList<>();
        List<double[]> cotangents = new ArrayList<>();
        Region largest = new Region(0, 0, 0, 0);
        for (int i = 0; i < 3; i++) {
            Region region = new Region(
                    random.nextInt(out.height() - height + 1), random.nextInt(out.width() - width + 1), height, width);
            regions.add(region);
            cotangents.add(LayerBench.random(out.channels() * region.area(), -1, 1, random));
            Region read = read(bench, input, region);
            largest = new Region(
                    0, 0, Math.max(largest.height(), read.height()), Math.max(largest.width(), read.width()));
        }
        Region size = largest;
        List<Region> targets = regions.stream()
                .map(region -> {
                    Region read = read(bench, input, region);
                    int y = Math.min(read.y(), in.height() - size.height());
                    int x = Math.min(read.x(), in.width() - size.width());
                    return new Region(y, x, size.height(), size.width());
                })
                .toList();
        List<double[]> patches = bench.pullBack(input, regions, cotangents, targets, false);
        List<double[]> alone = bench.pullBack(input, regions, cotangents, targets, true);
        for (int i = 0; i < regions.size(); i++) {
            double[] whole =
                    bench.pullBack(input, embed(cotangents.get(i), regions.get(i), out), BackwardRule.GRADIENT);
            assertClose(embed(patches.get(i), targets.get(i), in), whole);
            assertClose(alone.get(i), patches.get(i));
            assertZeroOutside(whole, in, read(bench, input, regions.get(i)));
        }
    }

    private static Region read(LayerBench bench, int input, Region region) {
        Shape in = bench.inputs.get(input);
        return bench.layer.inputRegion(input, region).clip(in.height(), in.width());
    }

    private static double[] embed(double[] patch, Region region, Shape map) {
        double[] whole = new double[map.size()];
        Shape small = Shape.of(map.channels(), region.height(), region.width());
        for (int c = 0; c < map.channels(); c++) {
            for (int y = 0; y < region.height(); y++) {
                for (int x = 0; x < region.width(); x++) {
                    whole[Naive.at(map, c, region.y() + y, region.x() + x)] = patch[Naive.at(small, c, y, x)];
                }
            }
        }
        return whole;
    }

    private static void assertZeroOutside(double[] whole, Shape map, Region region) {
        for (int c = 0; c < map.channels(); c++) {
            for (int y = 0; y < map.height(); y++) {
                for (int x = 0; x < map.width(); x++) {
                    if (!region.contains(y, x)) {
                        assertThat(whole[Naive.at(map, c, y, x)])
                                .as("outside %s at (%d, %d, %d)", region, c, y, x)
                                .isZero();
                    }
                }
            }
        }
    }

    /** The parameters of the layer as one more input of its formula. */
    @FunctionalInterface
    interface ParametricFormula {
        double[] apply(double[] x, List<double[]> parameters);
    }

    static void checkParameters(NodeSpec node, Shape input, ParametricFormula formula, long seed) {
        try (LayerBench bench = new LayerBench(node, List.of(input), seed)) {
            double[] dy = LayerBench.random(bench.layer.output().size(), -1, 1, new SplittableRandom(seed));
            List<double[]> derivatives = bench.pullBackToParameters(dy);
            assertThat(derivatives).hasSameSizeAs(node.parameters());
            for (int p = 0; p < derivatives.size(); p++) {
                double[][] jacobian =
                        jacobian(parameters -> formula.apply(bench.x.get(0), parameters), bench.parameters, p);
                double[] expected = new double[derivatives.get(p).length];
                for (int j = 0; j < dy.length; j++) {
                    for (int i = 0; i < expected.length; i++) {
                        expected[i] += dy[j] * jacobian[j][i];
                    }
                }
                assertClose(derivatives.get(p), expected);
            }
        }
    }

    static void assertClose(double[] actual, double[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        double largest = 0;
        for (double value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).as("value %d", i).isCloseTo(expected[i], offset(TOLERANCE * largest + TINY));
        }
    }
}
