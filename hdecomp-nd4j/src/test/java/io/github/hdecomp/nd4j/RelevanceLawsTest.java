package io.github.hdecomp.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.github.hdecomp.model.Filter;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.ModelOptions;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.ModelSpecBuilder;
import io.github.hdecomp.model.NodeSpec;
import io.github.hdecomp.model.Relevance;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Tape;
import io.github.hdecomp.model.Weights;
import io.github.hdecomp.nd4j.layer.NaiveNetwork;
import io.github.hdecomp.nd4j.layer.NaiveRelevance;
import io.github.hdecomp.nd4j.layer.NaiveRelevance.Rule;
import io.github.hdecomp.relevance.MaxPooling;
import io.github.hdecomp.relevance.RelevanceRule;
import io.github.hdecomp.relevance.RelevanceRules;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What holds for the relevance of every network, tried on random ones against dense matrices. */
class RelevanceLawsTest {
    /** Relative to the largest value of a layer. */
    private static final double TOLERANCE = 1e-4;

    private static final RelevanceRule BOX = RelevanceRule.zBox(-1, 1);

    private static Model model(ModelSpec spec, Weights weights, long seed) {
        ModelOptions options = ModelOptions.defaults().withThreads(2);
        return new Nd4jBackend().build(spec, weights, seed % 3 == 0 ? options.withConvolution("product") : options);
    }

    /** A convolution with any stride, padding, dilation and groups, perhaps with a batch norm, or a linear layer. */
    private static ModelSpec oneLayer(SplittableRandom random) {
        int groups = 1 + random.nextInt(2);
        int in = groups * (1 + random.nextInt(3));
        int out = groups * (1 + random.nextInt(3));
        int side = 5 + random.nextInt(3);
        ModelSpecBuilder net = ModelSpec.builder("one", in, side, side);
        if (random.nextInt(4) == 0) {
            return net.flatten("flatten").linear("layer", in * side * side, out).build();
        }
        int kernel = 1 + random.nextInt(3);
        int stride = 1 + random.nextInt(2);
        int padding = random.nextInt(kernel);
        Filter filter = Filter.of(kernel, 1 + random.nextInt(kernel))
                .withStride(stride, 1)
                .withPadding(padding, 0)
                .withDilation(1, 1 + random.nextInt(2))
                .withGroups(groups);
        net.conv("layer", in, out, random.nextBoolean() ? filter : filter.withoutBias());
        return random.nextBoolean() ? net.batchNorm("norm", out).build() : net.build();
    }

    private static Tensor random(Shape shape, SplittableRandom random) {
        float[] values = new float[shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        return Tensor.adopt(shape, values);
    }

    /** Every rule hands down what its algebra on the layer's dense matrix says, for inputs of both signs. */
    @Property(tries = 60)
    void rulesAreTheirAlgebra(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        ModelSpec spec = oneLayer(random);
        Weights weights = Weights.random(spec, seed);
        Tensor input = random(spec.input(), random);
        NaiveNetwork naive = new NaiveNetwork(spec, weights);
        String last = spec.nodes().get(spec.nodes().size() - 1).name();
        Tensor start = random(naive.shape(last), random);
        try (Model model = model(spec, weights, seed);
                Tape tape = model.record(input)) {
            MatrixRules.all().forEach((declared, algebra) -> {
                Relevance found = relevance(tape, last, start, RelevanceRules.everywhere(declared))
                        .get(0);
                Oracle oracle = new Oracle(naive, input, algebra, Optional.empty(), false);
                oracle.check(declared.name(), found, last, NaiveNetwork.doubles(start), List.of(Tap.INPUT));
            });
        }
    }

    private static List<Relevance> relevance(Tape tape, String from, Tensor start, RelevanceRules rules) {
        List<Tap> taps = new ArrayList<>(List.of(Tap.INPUT));
        tape.model().layers().forEach(layer -> taps.add(layer.tap()));
        return tape.relevance(List.of(Relevance.of(Tap.of(from), start)), rules, taps);
    }

    /** The dense computation, at the features and a hair away from them. */
    private record Oracle(
            NaiveNetwork network, Tensor input, Rule rule, Optional<Rule> pictureRule, boolean equalSplit) {

        void check(String what, Relevance found, String from, double[] start, List<Tap> taps) {
            Map<String, double[]> values = network.run(input);
            Map<String, double[]> expected = propagate(values, from, start).relevance();
            Map<String, double[]> nearby =
                    propagate(nudged(values), from, start).relevance();
            for (Tap tap : taps) {
                double[] exact = expected.getOrDefault(tap.name(), new double[0]);
                double[] other = nearby.getOrDefault(tap.name(), new double[0]);
                double scale = Arrays.stream(exact).map(Math::abs).max().orElse(0);
                for (int i = 0; i < exact.length; i++) {
                    // Where denominators cancel, float32 features cannot tell the relevance better than this.
                    double rounding = 4 * Math.abs(exact[i] - other[i]);
                    assertThat((double) found.at(tap).get(i))
                            .as("%s at %s, value %d", what, tap, i)
                            .isCloseTo(exact[i], offset(TOLERANCE * scale + rounding + 1e-9));
                }
            }
        }

        Result propagate(Map<String, double[]> values, String from, double[] start) {
            NaiveRelevance naive = new NaiveRelevance(network, values, rule, pictureRule, equalSplit);
            Map<String, double[]> relevance = naive.propagate(from, start);
            return new Result(relevance, naive.lost());
        }

        private static Map<String, double[]> nudged(Map<String, double[]> values) {
            SplittableRandom random = new SplittableRandom(1);
            Map<String, double[]> nudged = new HashMap<>();
            values.forEach((layer, exact) -> {
                double scale = Arrays.stream(exact).map(Math::abs).max().orElse(0);
                // What a ReLU closed stays closed.
                nudged.put(
                        layer,
                        Arrays.stream(exact)
                                .map(value -> value == 0 ? 0 : value + 1e-6 * scale * random.nextDouble(-1, 1))
                                .toArray());
            });
            return nudged;
        }
    }

    private record Result(Map<String, double[]> relevance, double lost) {}

    /** Through convolutions, batch norms, pools, residual adds, concatenations and both heads, at every layer. */
    @Property(tries = 25)
    void networksHandDownWhatTheMatricesSay(@ForAll long seed) {
        ModelSpec spec = RandomNetworks.spec(seed, true);
        Weights weights = Weights.random(spec, seed);
        Tensor input = RandomNetworks.input(spec, seed);
        NaiveNetwork naive = new NaiveNetwork(spec, weights);
        Map<String, double[]> values = naive.run(input);
        Assume.that(!naive.isNearASwitch(values));
        double[] start = new double[RandomNetworks.CLASSES];
        start[1] = 1;
        start[2] = -0.5;
        Tensor seeds = Tensor.of(Shape.of(start.length, 1, 1), 0, 1, -0.5f, 0);
        boolean equal = seed % 2 == 0;
        try (Model model = model(spec, weights, seed);
                Tape tape = model.record(input)) {
            List<Tap> taps = new ArrayList<>(List.of(Tap.INPUT));
            spec.nodes().stream().map(NodeSpec::name).map(Tap::of).forEach(taps::add);
            MatrixRules.all().forEach((declared, algebra) -> {
                RelevanceRules rules = RelevanceRules.everywhere(declared)
                        .withPicture(BOX)
                        .withMaxPooling(equal ? MaxPooling.EQUAL : MaxPooling.WINNER);
                Oracle oracle = new Oracle(naive, input, algebra, Optional.of(MatrixRules.box(-1, 1)), equal);
                Relevance found = relevance(tape, "fc", seeds, rules).get(0);
                oracle.check(declared.name(), found, "fc", start, taps);
            });
        }
    }

    /** Without biases, z⁺ and zB keep the sum of relevance; what is missing, zero denominators have. */
    @Property(tries = 60)
    void zPlusAndZBoxConserve(@ForAll long seed) {
        ModelSpec spec = RandomNetworks.spec(seed, false);
        Weights weights = Weights.random(spec, seed);
        Tensor input = RandomNetworks.input(spec, seed);
        NaiveNetwork naive = new NaiveNetwork(spec, weights);
        RelevanceRule zPlus = RelevanceRule.zPlus().withStabilizer(0);
        RelevanceRules rules = RelevanceRules.everywhere(zPlus)
                .withPicture(BOX.withStabilizer(0))
                .withStabilizer(0);
        Rule algebra = MatrixRules.alphaBeta(1, 0, false);
        Oracle oracle = new Oracle(naive, input, algebra, Optional.of(MatrixRules.box(-1, 1)), false);
        double lost = oracle.propagate(naive.run(input), "fc", new double[] {1, 0, 0, 0})
                .lost();
        Assume.that(Math.abs(lost) < 1e-6);
        try (Model model = model(spec, weights, seed);
                Tape tape = model.record(input)) {
            Relevance found = tape.relevance(
                            List.of(Relevance.of(Tap.of("fc"), Tensor.of(Shape.of(4, 1, 1), 1, 0, 0, 0))),
                            rules,
                            List.of(Tap.INPUT))
                    .get(0);
            assertThat(found.total()).isCloseTo(1, offset(1e-5));
        }
    }

    /** Starts that run as one batch, from several layers, are each alone; a second call changes nothing. */
    @Property(tries = 30)
    void aBatchOfStartsIsEachAlone(@ForAll long seed) {
        ModelSpec spec = RandomNetworks.spec(seed, true);
        SplittableRandom random = new SplittableRandom(seed);
        try (Model model = model(spec, Weights.random(spec, seed), seed);
                Tape tape = model.record(RandomNetworks.input(spec, seed))) {
            Tap top = spec.stages().get(spec.stages().size() - 1);
            Relevance classes = Relevance.of(Tap.of("fc"), random(Shape.of(4, 1, 1), random));
            Relevance neurons = Relevance.of(top, random(model.layer(top).output(), random));
            Map<Tap, Tensor> both = new HashMap<>(classes.layers());
            both.putAll(neurons.layers());
            List<Tap> taps = List.of(Tap.INPUT, spec.stages().get(0));
            RelevanceRules rules = RelevanceRules.epsilonAlpha2Beta1().withPicture(RelevanceRule.flat());
            List<Relevance> together = tape.relevance(List.of(classes, neurons, new Relevance(both)), rules, taps);
            Relevance first = tape.relevance(List.of(classes), rules, taps).get(0);
            Relevance second = tape.relevance(List.of(neurons), rules, taps).get(0);
            for (Tap tap : taps) {
                assertClose(together.get(0).at(tap), first.at(tap), 0);
                assertClose(together.get(1).at(tap), second.at(tap), 0);
                if (!tap.equals(top)) {
                    float[] sum = first.at(tap).toArray();
                    Arrays.setAll(
                            NaiveNetwork.doubles(first.at(tap)),
                            i -> sum[i] += second.at(tap).get(i));
                    assertClose(
                            together.get(2).at(tap), Tensor.adopt(first.at(tap).shape(), sum), 1e-6);
                }
            }
        }
    }

    /** The number of threads changes no bit. */
    @Property(tries = 10)
    void threadsChangeNothing(@ForAll long seed) {
        ModelSpec spec = RandomNetworks.spec(seed, true);
        Weights weights = Weights.random(spec, seed);
        List<Relevance> start = List.of(Relevance.of(Tap.of("fc"), Tensor.of(Shape.of(4, 1, 1), 1, 2, -1, 0)));
        List<Tensor> found = new ArrayList<>();
        for (int threads : new int[] {1, 3}) {
            ModelOptions options = ModelOptions.defaults().withThreads(threads);
            try (Model model = new Nd4jBackend().build(spec, weights, options);
                    Tape tape = model.record(RandomNetworks.input(spec, seed))) {
                RelevanceRules rules = RelevanceRules.everywhere(RelevanceRule.alphaBeta(2, 1));
                found.add(
                        tape.relevance(start, rules, List.of(Tap.INPUT)).get(0).at(Tap.INPUT));
            }
        }
        assertThat(found.get(1)).isEqualTo(found.get(0));
    }

    private static void assertClose(Tensor actual, Tensor expected, double tiny) {
        double scale = Arrays.stream(NaiveNetwork.doubles(expected))
                .map(Math::abs)
                .max()
                .orElse(0);
        for (int i = 0; i < actual.size(); i++) {
            assertThat((double) actual.get(i)).isCloseTo(expected.get(i), offset(TOLERANCE * scale + tiny));
        }
    }
}
