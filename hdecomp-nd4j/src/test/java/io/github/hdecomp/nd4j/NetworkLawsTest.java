package io.github.hdecomp.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.github.hdecomp.attribution.Decomposition;
import io.github.hdecomp.attribution.GradientActivationPropagation;
import io.github.hdecomp.model.BackwardRule;
import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.Gradient;
import io.github.hdecomp.model.LayerInfo;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.ModelOptions;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.NeuronDecision;
import io.github.hdecomp.model.NodeSpec;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Tape;
import io.github.hdecomp.model.Weights;
import io.github.hdecomp.nd4j.layer.NaiveNetwork;
import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What holds for every network, tried on random ones. */
class NetworkLawsTest {
    /** Relative to the largest value of a layer. */
    private static final double TOLERANCE = 2e-5;

    /** Where the summands of all features of a layer cancel, what is left of their rounding: they are about 1. */
    private static final double FEATURE_ROUNDING = 1e-6;

    /** Likewise of gradients, which have no biases to cancel. */
    private static final double GRADIENT_ROUNDING = 1e-8;

    private static Model model(ModelSpec spec, Weights weights, int threads) {
        return new Nd4jBackend().build(spec, weights, ModelOptions.defaults().withThreads(threads));
    }

    /** Every tap, fused away or not, has the value of the naive network. */
    @Property(tries = 60)
    void featuresAreThoseOfTheFormulas(@ForAll long seed) {
        ModelSpec spec = RandomNetworks.spec(seed, true);
        Weights weights = Weights.random(spec, seed);
        Tensor input = RandomNetworks.input(spec, seed);
        Map<String, double[]> expected = new NaiveNetwork(spec, weights).run(input);
        try (Model model = model(spec, weights, 2);
                Tape tape = model.record(input)) {
            for (NodeSpec node : spec.nodes()) {
                assertFeatures(tape.activation(Tap.of(node.name())), expected.getOrDefault(node.name(), new double[0]));
            }
            assertFeatures(model.predict(input).logits(), expected.getOrDefault("fc", new double[0]));
        }
    }

    /** The gradient of a class and of a random neuron with respect to any layer below is the derivative of the formulas. */
    @Property(tries = 40)
    void gradientsAreTheDerivatives(@ForAll long seed) {
        ModelSpec spec = RandomNetworks.spec(seed, true);
        Weights weights = Weights.random(spec, seed);
        Tensor input = RandomNetworks.input(spec, seed);
        NaiveNetwork naive = new NaiveNetwork(spec, weights);
        Map<String, double[]> values = naive.run(input);
        Assume.that(!naive.isNearASwitch(values));
        SplittableRandom random = new SplittableRandom(seed);
        try (Model model = model(spec, weights, 2);
                Tape tape = model.record(input)) {
            String top = spec.stages().get(spec.stages().size() - 1).name();
            Shape shape = model.layer(Tap.of(top)).output();
            NeuronDecision neuron = new NeuronDecision(
                    Tap.of(top),
                    random.nextInt(shape.channels()),
                    random.nextInt(shape.height()),
                    random.nextInt(shape.width()));
            int flat = (neuron.channel() * shape.height() + neuron.y()) * shape.width() + neuron.x();
            for (Tap tap : List.of(Tap.INPUT, spec.stages().get(0))) {
                Gradient byClass = gradient(tape, new ClassDecision(1), tap);
                assertGradient(whole(byClass, model.layer(tap)), naive.gradient(values, "fc", 1, tap.name()));
                if (!tap.name().equals(top)) {
                    Gradient byNeuron = gradient(tape, neuron, tap);
                    assertGradient(whole(byNeuron, model.layer(tap)), naive.gradient(values, top, flat, tap.name()));
                }
            }
        }
    }

    /** Every rule pulls back what the same rule makes of the naive network, layer by layer. */
    @Property(tries = 30)
    void rulesAreThoseOfTheFormulas(@ForAll long seed) {
        ModelSpec spec = RandomNetworks.spec(seed, true);
        Weights weights = Weights.random(spec, seed);
        Tensor input = RandomNetworks.input(spec, seed);
        NaiveNetwork naive = new NaiveNetwork(spec, weights);
        Map<String, double[]> values = naive.run(input);
        Assume.that(!naive.isNearASwitch(values));
        String top = spec.stages().get(spec.stages().size() - 1).name();
        try (Model model = model(spec, weights, 2);
                Tape tape = model.record(input)) {
            for (BackwardRule rule : BackwardRule.values()) {
                for (Tap tap : List.of(Tap.INPUT, spec.stages().get(0))) {
                    Gradient byClass = tape.gradients(List.of(new ClassDecision(2)), tap, rule)
                            .get(0);
                    double[] expected = naive.pullBack(values, "fc", 2, tap.name(), rule);
                    assertGradient(whole(byClass, model.layer(tap)), expected);
                }
                Gradient byNeuron = tape.gradients(List.of(new NeuronDecision(Tap.of(top), 0, 0, 0)), Tap.INPUT, rule)
                        .get(0);
                assertGradient(
                        whole(byNeuron, model.layer(Tap.INPUT)),
                        naive.pullBack(values, top, 0, Tap.INPUT.name(), rule));
            }
        }
    }

    private static Gradient gradient(Tape tape, Decision decision, Tap tap) {
        return tape.gradients(List.of(decision), tap, BackwardRule.GRADIENT).get(0);
    }

    /** The gradient on the whole map; outside its region it is zero by definition. */
    private static Tensor whole(Gradient gradient, LayerInfo layer) {
        Shape shape = layer.output();
        float[] values = new float[shape.size()];
        Region region = gradient.region();
        for (int c = 0; c < shape.channels(); c++) {
            for (int y = 0; y < region.height(); y++) {
                for (int x = 0; x < region.width(); x++) {
                    int at = (c * shape.height() + region.y() + y) * shape.width() + region.x() + x;
                    values[at] = gradient.values().get(c, y, x);
                }
            }
        }
        return Tensor.adopt(shape, values);
    }

    /** Decisions run as one batch give what each gives alone, up to the rounding of larger products. */
    @Property(tries = 40)
    void aBatchOfDecisionsIsEachAlone(@ForAll long seed) {
        ModelSpec spec = RandomNetworks.spec(seed, true);
        SplittableRandom random = new SplittableRandom(seed);
        try (Model model = model(spec, Weights.random(spec, seed), 2);
                Tape tape = model.record(RandomNetworks.input(spec, seed))) {
            List<Decision> decisions = new ArrayList<>(List.of(new ClassDecision(0), new ClassDecision(3)));
            Tap top = spec.stages().get(spec.stages().size() - 1);
            Shape shape = model.layer(top).output();
            for (int i = 0; i < 5; i++) {
                decisions.add(new NeuronDecision(
                        top,
                        random.nextInt(shape.channels()),
                        random.nextInt(shape.height()),
                        random.nextInt(shape.width())));
            }
            List<Gradient> together = tape.gradients(decisions, Tap.INPUT, BackwardRule.GRADIENT);
            for (int i = 0; i < decisions.size(); i++) {
                Gradient alone = gradient(tape, decisions.get(i), Tap.INPUT);
                assertThat(together.get(i).region()).isEqualTo(alone.region());
                assertThat(alone.region()).isEqualTo(model.receptiveField(decisions.get(i), Tap.INPUT));
                assertGradient(together.get(i).values(), NaiveNetwork.doubles(alone.values()));
            }
        }
    }

    /** Where one layer cuts the graph, the gradient through it is the gradient to it, then from it. */
    @Property(tries = 30)
    void gradientsCompose(@ForAll long seed) {
        ModelSpec spec = RandomNetworks.spec(seed, true);
        try (Model model = model(spec, Weights.random(spec, seed), 2);
                Tape tape = model.record(RandomNetworks.input(spec, seed))) {
            Tap middle = spec.stages().get(0);
            Shape shape = model.layer(middle).output();
            Tensor upper = whole(gradient(tape, new ClassDecision(2), middle), model.layer(middle));
            List<NeuronDecision> neurons = new ArrayList<>();
            for (int i = 0; i < shape.size(); i++) {
                int cells = shape.height() * shape.width();
                neurons.add(new NeuronDecision(middle, i / cells, i % cells / shape.width(), i % shape.width()));
            }
            double[] sum = new double[spec.input().size()];
            List<Gradient> lower = tape.gradients(neurons, Tap.INPUT, BackwardRule.GRADIENT);
            for (int i = 0; i < lower.size(); i++) {
                Tensor one = whole(lower.get(i), model.layer(Tap.INPUT));
                for (int k = 0; k < sum.length; k++) {
                    sum[k] += (double) upper.get(i) * one.get(k);
                }
            }
            assertGradient(whole(gradient(tape, new ClassDecision(2), Tap.INPUT), model.layer(Tap.INPUT)), sum);
        }
    }

    /** Without biases, the contributions of all channels add up to the decision. */
    @Property(tries = 60)
    void withoutBiases_contributionsAddUpToTheDecision(@ForAll long seed) {
        ModelSpec spec = RandomNetworks.spec(seed, false);
        try (Model model = model(spec, Weights.random(spec, seed), 2);
                Tape tape = model.record(RandomNetworks.input(spec, seed))) {
            for (Tap tap : spec.stages()) {
                Decomposition whole = GradientActivationPropagation.decompose(tape, List.of(new ClassDecision(0)), tap)
                        .get(0);
                double summands = whole.cells() * (2 * whole.positiveContribution() - whole.totalContribution());
                assertThat(whole.unexplained()).isCloseTo(0, offset(TOLERANCE * summands + FEATURE_ROUNDING));
            }
        }
    }

    @Property(tries = 30)
    void aBatchOfImagesIsEachAlone(@ForAll long seed) {
        ModelSpec spec = RandomNetworks.spec(seed, true);
        List<Tensor> inputs = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            inputs.add(RandomNetworks.input(spec, seed + i));
        }
        try (Model model = model(spec, Weights.random(spec, seed), 2)) {
            List<Tensor> together =
                    model.predict(inputs).stream().map(p -> p.logits()).toList();
            for (int i = 0; i < inputs.size(); i++) {
                assertFeatures(
                        together.get(i),
                        NaiveNetwork.doubles(model.predict(inputs.get(i)).logits()));
            }
        }
    }

    /** The number of threads does not change a bit of the result, and nothing changes the weights. */
    @Property(tries = 30)
    void threadsDoNotChangeTheResult(@ForAll long seed) {
        ModelSpec spec = RandomNetworks.spec(seed, true);
        Weights weights = Weights.random(spec, seed);
        Tensor input = RandomNetworks.input(spec, seed);
        List<Tensor> logits = new ArrayList<>();
        List<Tensor> gradients = new ArrayList<>();
        for (int threads : new int[] {1, 2, 4}) {
            try (Model model = model(spec, weights, threads);
                    Tape tape = model.record(input)) {
                String before = model.weightsSha256();
                logits.add(tape.logits());
                gradients.add(gradient(tape, new ClassDecision(0), Tap.INPUT).values());
                assertThat(model.weightsSha256()).isEqualTo(before);
            }
        }
        assertThat(logits).allMatch(logits.get(0)::equals);
        assertThat(gradients).allMatch(gradients.get(0)::equals);
    }

    private static void assertFeatures(Tensor actual, double[] expected) {
        assertClose(actual, expected, FEATURE_ROUNDING);
    }

    private static void assertGradient(Tensor actual, double[] expected) {
        assertClose(actual, expected, GRADIENT_ROUNDING);
    }

    private static void assertClose(Tensor actual, double[] expected, double rounding) {
        assertThat(actual.size()).isEqualTo(expected.length);
        double largest = 0;
        for (double value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) actual.get(i))
                    .as("value %d", i)
                    .isCloseTo(expected[i], offset(TOLERANCE * largest + rounding));
        }
    }
}
