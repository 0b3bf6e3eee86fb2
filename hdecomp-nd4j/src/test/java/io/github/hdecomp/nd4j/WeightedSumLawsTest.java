package io.github.hdecomp.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import io.github.hdecomp.Decomposer;
import io.github.hdecomp.Exploration;
import io.github.hdecomp.model.BackwardRule;
import io.github.hdecomp.model.ChannelProducts;
import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.Edit;
import io.github.hdecomp.model.Gradient;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.ModelOptions;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.NeuronDecision;
import io.github.hdecomp.model.Replay;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Tape;
import io.github.hdecomp.model.WeightedSum;
import io.github.hdecomp.model.WeightedSum.Term;
import io.github.hdecomp.model.Weights;
import io.github.hdecomp.nd4j.layer.NaiveNetwork;
import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import io.github.hdecomp.tree.EvidenceNode;
import io.github.hdecomp.tree.EvidenceTree;
import io.github.hdecomp.tree.Options;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Sums of decisions, and signals at any layer, on random networks. */
class WeightedSumLawsTest {
    private static final double TOLERANCE = 2e-5;

    private static Model model(ModelSpec spec, long seed) {
        return new Nd4jBackend()
                .build(spec, Weights.random(spec, seed), ModelOptions.defaults().withThreads(2));
    }

    /** Two classes, and neurons of two layers, with any weights; the lowest layer stays free. */
    private static List<Term> terms(ModelSpec spec, Model model, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Term> terms = new ArrayList<>();
        terms.add(new Term(random.nextDouble(-2, 2), new ClassDecision(1)));
        terms.add(new Term(random.nextDouble(-2, 2), new ClassDecision(3)));
        List<Tap> upper = spec.stages().subList(1, spec.stages().size());
        for (int i = 0; i < 6; i++) {
            Tap tap = upper.get(random.nextInt(Math.min(upper.size(), 2)));
            Shape shape = model.layer(tap).output();
            NeuronDecision neuron = new NeuronDecision(
                    tap,
                    random.nextInt(shape.channels()),
                    random.nextInt(shape.height()),
                    random.nextInt(shape.width()));
            terms.add(new Term(random.nextDouble(-2, 2), neuron));
        }
        return terms;
    }

    /** The weights as signals at the layers of the naive network. */
    private static Map<String, double[]> seeds(List<Term> terms, NaiveNetwork naive) {
        Map<String, double[]> seeds = new HashMap<>();
        for (Term term : terms) {
            NeuronDecision at = term.decision() instanceof ClassDecision byClass
                    ? new NeuronDecision(Tap.of("fc"), byClass.classId(), 0, 0)
                    : (NeuronDecision) term.decision();
            Shape shape = naive.shape(at.tap().name());
            double[] seed = seeds.computeIfAbsent(at.tap().name(), name -> new double[shape.size()]);
            seed[(at.channel() * shape.height() + at.y()) * shape.width() + at.x()] += term.weight();
        }
        return seeds;
    }

    @Property(tries = 40)
    void everyRulePullsASumBackAsOneSignal(@ForAll long seed) {
        ModelSpec spec = RandomNetworks.spec(seed, true);
        NaiveNetwork naive = new NaiveNetwork(spec, Weights.random(spec, seed));
        Tensor input = RandomNetworks.input(spec, seed);
        Map<String, double[]> values = naive.run(input);
        Assume.that(!naive.isNearASwitch(values));
        try (Model model = model(spec, seed);
                Tape tape = model.record(input)) {
            WeightedSum sum = new WeightedSum(terms(spec, model, seed));
            for (Tap tap : List.of(Tap.INPUT, spec.stages().get(0))) {
                Shape layer = model.layer(tap).output();
                for (BackwardRule rule : BackwardRule.values()) {
                    Gradient gradient = tape.gradients(List.of(sum), tap, rule).get(0);
                    assertThat(gradient.region()).isEqualTo(model.receptiveField(sum, tap));
                    assertClose(
                            gradient.values().pad(gradient.region(), layer.height(), layer.width()),
                            naive.pullBack(values, seeds(sum.terms(), naive), tap.name(), rule));
                }
                ChannelProducts products = tape.products(List.of(sum), tap).get(0);
                double[] expected =
                        naive.pullBack(values, seeds(sum.terms(), naive), tap.name(), BackwardRule.GRADIENT);
                double[] features = values.getOrDefault(tap.name(), NaiveNetwork.doubles(input));
                for (int i = 0; i < expected.length; i++) {
                    expected[i] *= features[i];
                }
                assertClose(products.values().pad(products.region(), layer.height(), layer.width()), expected);
            }
        }
    }

    @Property(tries = 30)
    void aSignalIsPulledBackFromAnyLayer(@ForAll long seed) {
        ModelSpec spec = RandomNetworks.spec(seed, true);
        NaiveNetwork naive = new NaiveNetwork(spec, Weights.random(spec, seed));
        Tensor input = RandomNetworks.input(spec, seed);
        Map<String, double[]> values = naive.run(input);
        Assume.that(!naive.isNearASwitch(values));
        Tap top = spec.stages().get(spec.stages().size() - 1);
        try (Model model = model(spec, seed);
                Tape tape = model.record(input)) {
            Shape shape = model.layer(top).output();
            SplittableRandom random = new SplittableRandom(seed);
            float[] signal = new float[shape.size()];
            for (int i = 0; i < signal.length; i++) {
                signal[i] = (float) random.nextDouble(-1, 1);
            }
            Tensor cotangent = Tensor.adopt(shape, signal);
            for (BackwardRule rule : BackwardRule.values()) {
                Tensor pulled = tape.pullBack(top, cotangent, Tap.INPUT, rule);
                assertThat(pulled.shape()).isEqualTo(spec.input());
                Map<String, double[]> seeds = Map.of(top.name(), NaiveNetwork.doubles(cotangent));
                assertClose(pulled, naive.pullBack(values, seeds, Tap.INPUT.name(), rule));
            }
        }
    }

    @Property(tries = 30)
    void valuesAndReplaysAreSums(@ForAll long seed) {
        ModelSpec spec = RandomNetworks.spec(seed, true);
        Tap tap = spec.stages().get(0);
        try (Model model = model(spec, seed);
                Tape tape = model.record(RandomNetworks.input(spec, seed))) {
            List<Term> terms = terms(spec, model, seed);
            List<Decision> decisions =
                    new ArrayList<>(terms.stream().map(Term::decision).toList());
            List<Edit> edits = Edit.zeroEach(model.layer(tap).output().channels());
            Replay alone = tape.replay(tap, edits, decisions);
            decisions.add(2, new WeightedSum(terms));
            Replay together = tape.replay(tap, edits, decisions);
            for (int e = 0; e < edits.size(); e++) {
                double expected = 0;
                for (int i = 0; i < terms.size(); i++) {
                    expected += terms.get(i).weight() * alone.value(e, i);
                    assertThat(together.value(e, i < 2 ? i : i + 1)).isEqualTo(alone.value(e, i));
                }
                assertThat((double) together.value(e, 2)).isCloseTo(expected, offset(1e-5));
            }
            double recorded = terms.stream()
                    .mapToDouble(term -> term.weight() * tape.value(term.decision()))
                    .sum();
            assertThat((double) tape.value(new WeightedSum(terms))).isCloseTo(recorded, offset(1e-5));
            assertThat(together.original(2)).isEqualTo(tape.value(new WeightedSum(terms)));
        }
    }

    /** The contrast of a class with itself is nothing; with another one it has a tree of its own. */
    @Property(tries = 20)
    void contrastsHaveEvidenceTrees(@ForAll long seed) {
        ModelSpec spec = RandomNetworks.spec(seed, true);
        try (Model model = model(spec, seed);
                Exploration exploration = Decomposer.open(model, RandomNetworks.input(spec, seed))) {
            ClassDecision one = new ClassDecision(1);
            EvidenceTree nothing = exploration.tree(WeightedSum.contrast(one, one), Options.defaults());
            assertThat(nothing.root().children()).isEmpty();
            WeightedSum contrast = WeightedSum.contrast(one, new ClassDecision(2));
            EvidenceNode root = exploration
                    .tree(contrast, Options.defaults().withChildren(1000))
                    .root();
            assertThat(root.decision()).isEqualTo(contrast);
            Shape layer = model.layer(root.into().orElseThrow()).output();
            int cells = layer.height() * layer.width();
            double shown = root.children().stream()
                    .mapToDouble(child -> child.evidence().orElseThrow().contribution())
                    .sum();
            double whole =
                    cells * shown + root.remainder().pruned() + root.remainder().unexplained();
            assertThat(whole).isCloseTo(root.value(), offset(1e-5));
        }
    }

    @Example
    void aSignalOfAnotherShapeIsRefused() {
        ModelSpec spec = RandomNetworks.spec(4, true);
        Tap top = spec.stages().get(spec.stages().size() - 1);
        try (Model model = model(spec, 4);
                Tape tape = model.record(RandomNetworks.input(spec, 4))) {
            Tensor signal = Tensor.adopt(Shape.of(1, 1, 1), new float[1]);
            Tensor atInput = RandomNetworks.input(spec, 4);
            assertThatThrownBy(() -> tape.pullBack(Tap.INPUT, atInput, top, BackwardRule.GRADIENT))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("nothing lies below");
            assertThatThrownBy(() -> tape.pullBack(Tap.of("fc"), signal, Tap.INPUT, BackwardRule.GRADIENT))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("a signal of shape (1, 1, 1) for fc");
        }
    }

    /** A neuron at the layer itself is one cell of it, whatever the sum's other terms read there. */
    @Example
    void theFieldOfASumCoversThoseOfItsTerms() {
        ModelSpec spec = RandomNetworks.spec(4, true);
        Tap low = spec.stages().get(0);
        try (Model model = model(spec, 4)) {
            Decision neuron = new NeuronDecision(low, 0, 1, 1);
            Decision other = new NeuronDecision(low, 0, 3, 2);
            WeightedSum sum = WeightedSum.contrast(neuron, other);
            assertThat(model.receptiveField(sum, low)).isEqualTo(new Region(1, 1, 3, 2));
        }
    }

    private static void assertClose(Tensor actual, double[] expected) {
        assertThat(actual.size()).isEqualTo(expected.length);
        double largest = 0;
        for (double value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) actual.get(i))
                    .as("value %d", i)
                    .isCloseTo(expected[i], offset(TOLERANCE * largest + 1e-8));
        }
    }
}
