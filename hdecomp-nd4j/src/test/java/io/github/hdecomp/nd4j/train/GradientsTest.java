package io.github.hdecomp.nd4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.github.hdecomp.model.Filter;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.NodeSpec;
import io.github.hdecomp.model.ParameterSpec;
import io.github.hdecomp.model.Weights;
import io.github.hdecomp.nd4j.RandomNetworks;
import io.github.hdecomp.nd4j.layer.NaiveTraining;
import io.github.hdecomp.nd4j.train.layer.Parameter;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The gradients of all parameters, against central differences of the formulas in double. */
class GradientsTest {
    private static final double STEP = 1e-6;

    /** Of the largest derivative of a tensor. */
    private static final double TOLERANCE = 2e-4;

    /** Of the largest derivative of the network: tensors without influence, such as biases below batch norms. */
    private static final double ROUNDING = 4e-6;

    /**
     * Of the largest derivative of the layer: where a batch norm follows, the cotangents of all cells add up to 0, so that the
     * derivative of a bias is what rounding left of large numbers.
     */
    private static final double CANCELLATION = 5e-5;

    /** Batch norms divide by the deviation: where their input hardly varies, they make rounding as large as derivatives. */
    private static final double LEAST_VARIANCE = 1e-3;

    private static final double SMOOTHING = 0.1;

    private static TrainingOptions options(int batch, Predicate<String> frozen) {
        return TrainingOptions.defaults()
                .withBatch(batch)
                .withThreads(2)
                .withLabelSmoothing(SMOOTHING)
                .withFrozen(frozen);
    }

    @Property(tries = 30)
    void ofRandomNetworks(@ForAll long seed) {
        ModelSpec spec = RandomNetworks.spec(seed, true);
        check(spec, Weights.random(spec, seed), seed, 2 + (int) Math.floorMod(seed, 4L));
    }

    /** Whole layers, which then run as at inference, and single tensors; gradients go through all of them. */
    @Property(tries = 30)
    void ofNetworksThatAreFrozenInPart(@ForAll long seed) {
        ModelSpec spec = RandomNetworks.spec(seed, true);
        Set<String> frozen = frozen(spec, new SplittableRandom(seed));
        check(spec, Weights.random(spec, seed), seed, 2 + (int) Math.floorMod(seed, 4L), frozen::contains);
    }

    private static Set<String> frozen(ModelSpec spec, SplittableRandom random) {
        Set<String> frozen = new HashSet<>();
        for (NodeSpec node : spec.nodes()) {
            boolean all = random.nextInt(2) == 0;
            for (ParameterSpec parameter : node.parameters()) {
                if (all || random.nextInt(4) == 0) {
                    frozen.add(parameter.name());
                }
            }
        }
        // Something has to be learned below all the others, for gradients to go through them.
        spec.parameters().stream().findFirst().map(ParameterSpec::name).ifPresent(frozen::remove);
        return frozen;
    }

    @Example
    void ofEveryGeometryOfConvolutions() {
        Filter strided = Filter.of(3, 2).withStride(2, 1).withPadding(1, 0).withGroups(2);
        Filter dilated = Filter.of(2, 3).withDilation(2, 1).withPadding(1, 2);
        ModelSpec spec = ModelSpec.builder("geometries", 2, 9, 8)
                .conv("dilated", 2, 4, dilated)
                .relu("relu1")
                .conv("strided", 4, 6, strided)
                .batchNorm("bn", 6)
                .relu("relu2")
                .conv("pointwise", 6, 3, Filter.of(1, 1).withGroups(3))
                .avgPool("pool", 3, 2, 1)
                .flatten("flatten")
                .linear("fc", 3 * 5 * 3, 3)
                .softmax("softmax")
                .build();
        for (int seed = 0; seed < 5; seed++) {
            check(spec, Weights.random(spec, seed), seed, 3);
        }
    }

    /** More pictures than shards, so that a shard has several. */
    @Example
    void ofLargeBatches() {
        ModelSpec spec = ModelSpec.builder("large", 1, 4, 4)
                .convWithoutBias("conv", 1, 3, 3, 1, 1)
                .batchNorm("bn", 3)
                .relu("relu")
                .maxPool("pool", 2, 2, 0, false)
                .globalAvgPool("gap")
                .linear("fc", 3, 4)
                .build();
        check(spec, Weights.random(spec, 3), 3, 37);
    }

    private static void check(ModelSpec spec, Weights weights, long seed, int batch) {
        check(spec, weights, seed, batch, name -> false);
    }

    private static void check(ModelSpec spec, Weights weights, long seed, int batch, Predicate<String> frozen) {
        NaiveTraining naive = new NaiveTraining(spec, weights, frozen);
        List<Tensor> pictures = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(seed);
        try (TrainingGraph graph = new TrainingGraph(spec, weights, options(batch, frozen))) {
            for (int i = 0; i < batch; i++) {
                pictures.add(RandomNetworks.input(spec, seed + i));
                labels.add(random.nextInt(graph.classes()));
            }
            Assume.that(!naive.isNearASwitch(pictures) && naive.leastVariance() >= LEAST_VARIANCE);
            double loss = graph.run(new TrainingBatch(pictures::get, labels)).loss();
            assertThat(loss).isCloseTo(naive.loss(pictures, labels, SMOOTHING), offset(1e-5));
            Map<Parameter, double[]> expected = expected(graph, naive, pictures, labels);
            double largest = expected.values().stream()
                    .mapToDouble(GradientsTest::largest)
                    .max()
                    .orElse(0);
            expected.forEach((parameter, derivatives) -> {
                double allowed = TOLERANCE * largest(derivatives)
                        + CANCELLATION * largestOfLayer(parameter, expected)
                        + ROUNDING * largest
                        + 1e-7;
                assertClose(parameter, graph.gradient(parameter), derivatives, allowed);
            });
        }
    }

    private static Map<Parameter, double[]> expected(
            TrainingGraph graph, NaiveTraining naive, List<Tensor> pictures, List<Integer> labels) {
        Map<Parameter, double[]> expected = new LinkedHashMap<>();
        for (Parameter parameter : graph.parameters()) {
            if (parameter.isLearned()) {
                double[] derivatives = new double[parameter.size()];
                Arrays.setAll(
                        derivatives,
                        i -> naive.derivative(parameter.spec().name(), i, pictures, labels, SMOOTHING, STEP));
                expected.put(parameter, derivatives);
            }
        }
        return expected;
    }

    private static double largestOfLayer(Parameter parameter, Map<Parameter, double[]> derivatives) {
        return derivatives.entrySet().stream()
                .filter(entry -> layer(entry.getKey()).equals(layer(parameter)))
                .mapToDouble(entry -> largest(entry.getValue()))
                .max()
                .orElse(0);
    }

    private static String layer(Parameter parameter) {
        String name = parameter.spec().name();
        return name.substring(0, name.lastIndexOf('.'));
    }

    private static double largest(double[] values) {
        return Arrays.stream(values).map(Math::abs).max().orElse(0);
    }

    private static void assertClose(Parameter parameter, Tensor got, double[] expected, double allowed) {
        assertThat(got.shape()).isEqualTo(parameter.spec().shape());
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) got.get(i))
                    .as("%s at %d", parameter.spec().name(), i)
                    .isCloseTo(expected[i], offset(allowed));
        }
    }

    /** Two pictures of one pixel, two classes: z = w x + b with x = 1 and 2, all by hand. */
    @Example
    void ofALinearLayerByHand() {
        ModelSpec spec = ModelSpec.builder("hand", 1, 1, 1)
                .flatten("flatten")
                .linear("fc", 1, 2)
                .build();
        Weights weights = Weights.of(Map.of(
                "fc.weight",
                Tensor.of(Shape.of(2, 1), 0, (float) Math.log(3)),
                "fc.bias",
                Tensor.of(Shape.of(2), 0, 0)));
        List<Tensor> pictures = List.of(Tensor.of(Shape.of(1, 1, 1), 1), Tensor.of(Shape.of(1, 1, 1), 2));
        try (TrainingGraph graph =
                new TrainingGraph(spec, weights, TrainingOptions.defaults().withBatch(2))) {
            // Probabilities of class 1 are 3 / 4 and 9 / 10; the labels are 1 and 0.
            double loss =
                    graph.run(new TrainingBatch(pictures::get, List.of(1, 0))).loss();
            assertThat(loss).isCloseTo((-Math.log(0.75) - Math.log(0.1)) / 2, offset(1e-6));
            Tensor dw = graph.gradient(graph.parameters().get(0));
            Tensor db = graph.gradient(graph.parameters().get(1));
            // dz of class 1 is (3 / 4 - 1) / 2 and (9 / 10) / 2.
            assertThat((double) db.get(1)).isCloseTo(-0.125 + 0.45, offset(1e-6));
            assertThat((double) dw.get(1)).isCloseTo(-0.125 + 2 * 0.45, offset(1e-6));
            assertThat((double) db.get(0)).isCloseTo(0.125 - 0.45, offset(1e-6));
        }
    }
}
