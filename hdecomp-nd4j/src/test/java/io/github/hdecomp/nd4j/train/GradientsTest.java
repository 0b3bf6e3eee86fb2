package io.github.hdecomp.nd4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.github.hdecomp.model.Filter;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.Weights;
import io.github.hdecomp.nd4j.RandomNetworks;
import io.github.hdecomp.nd4j.layer.NaiveTraining;
import io.github.hdecomp.nd4j.train.layer.Parameter;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
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
    private static final double ROUNDING = 2e-6;

    private static final double SMOOTHING = 0.1;

    private static TrainingOptions options(int batch) {
        return TrainingOptions.defaults().withBatch(batch).withThreads(2).withLabelSmoothing(SMOOTHING);
    }

    @Property(tries = 30)
    void ofRandomNetworks(@ForAll long seed) {
        ModelSpec spec = RandomNetworks.spec(seed, true);
        check(spec, Weights.random(spec, seed), seed, 2 + (int) Math.floorMod(seed, 4L));
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
        NaiveTraining naive = new NaiveTraining(spec, weights);
        List<Tensor> pictures = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(seed);
        try (TrainingGraph graph = new TrainingGraph(spec, weights, options(batch))) {
            for (int i = 0; i < batch; i++) {
                pictures.add(RandomNetworks.input(spec, seed + i));
                labels.add(random.nextInt(graph.classes()));
            }
            Assume.that(!naive.isNearASwitch(pictures));
            double loss = graph.run(new TrainingBatch(pictures::get, labels)).loss();
            assertThat(loss).isCloseTo(naive.loss(pictures, labels, SMOOTHING), offset(1e-5));
            Map<Parameter, double[]> expected = expected(graph, naive, pictures, labels);
            double largest = expected.values().stream()
                    .mapToDouble(GradientsTest::largest)
                    .max()
                    .orElse(0);
            expected.forEach((parameter, derivatives) -> {
                double allowed = TOLERANCE * largest(derivatives) + ROUNDING * largest + 1e-7;
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
