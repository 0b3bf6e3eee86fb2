package io.github.hdecomp.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.github.hdecomp.model.Attributes;
import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.Edit;
import io.github.hdecomp.model.Fill;
import io.github.hdecomp.model.LayerInfo;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.ModelOptions;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.NeuronDecision;
import io.github.hdecomp.model.NodeSpec;
import io.github.hdecomp.model.ParameterSpec;
import io.github.hdecomp.model.Replay;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Tape;
import io.github.hdecomp.model.Weights;
import io.github.hdecomp.nd4j.layer.NaiveNetwork;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A replay is a plain run of the network from the edited features up, for every network, layer, edit and decision. */
class ReplayLawsTest {
    private static final double TOLERANCE = 2e-5;

    private static Model model(ModelSpec spec, long seed, int threads) {
        return new Nd4jBackend()
                .build(spec, Weights.random(spec, seed), ModelOptions.defaults().withThreads(threads));
    }

    @Property(tries = 150)
    void aReplayIsARunFromTheEditedFeatures(@ForAll long seed) {
        ModelSpec spec = RandomNetworks.spec(seed, true);
        SplittableRandom random = new SplittableRandom(seed);
        NaiveNetwork naive = new NaiveNetwork(spec, Weights.random(spec, seed));
        Tensor input = RandomNetworks.input(spec, seed);
        Map<String, double[]> values = naive.run(input);
        try (Model model = model(spec, seed, 2);
                Tape tape = model.record(input)) {
            int tap = random.nextInt(model.layers().size()) - 1;
            String name = tap < 0 ? "input" : model.layers().get(tap).name();
            if (name.equals("fc")) {
                return;
            }
            List<Edit> edits = edits(naive.shape(name), random);
            List<Decision> decisions =
                    decisions(model.layers().subList(tap + 1, model.layers().size()), random);
            Replay replay = tape.replay(Tap.of(name), edits, decisions);
            assertReplays(replay, name, edits, decisions, values, naive);
            for (int d = 0; d < decisions.size(); d++) {
                assertThat(replay.original(d)).isEqualTo(tape.value(decisions.get(d)));
            }
        }
    }

    /** Edits of several layers, one after the other from the lowest. */
    @Property(tries = 100)
    void anEditedPredictionIsARunWithEditedLayers(@ForAll long seed) {
        ModelSpec spec = RandomNetworks.spec(seed, true);
        SplittableRandom random = new SplittableRandom(seed);
        NaiveNetwork naive = new NaiveNetwork(spec, Weights.random(spec, seed));
        Tensor input = RandomNetworks.input(spec, seed);
        Map<String, double[]> values = naive.run(input);
        Map<Tap, Edit> edits = new HashMap<>();
        List<String> layers = new ArrayList<>(List.of("input"));
        spec.nodes().stream().filter(node -> node.operator().equals("Relu")).forEach(node -> layers.add(node.name()));
        for (String layer : layers) {
            if (random.nextBoolean()) {
                Edit edit = edits(naive.shape(layer), random)
                        .get(random.nextInt(6) + Math.min(naive.shape(layer).channels(), 6));
                edits.put(Tap.of(layer), edit);
                double[] before = values.getOrDefault(layer, new double[0]);
                values = naive.rerun(values, layer, edited(edit, before, naive.shape(layer)));
            }
        }
        try (Model model = model(spec, seed, 2)) {
            Tensor plain = model.predict(input).logits();
            Tensor logits = model.predict(input, edits).logits();
            double[] expected = values.getOrDefault("fc", new double[0]);
            double scale = Arrays.stream(expected).map(Math::abs).max().orElse(0) + 1;
            for (int i = 0; i < expected.length; i++) {
                assertThat((double) logits.get(i)).isCloseTo(expected[i], offset(TOLERANCE * scale));
            }
            assertThat(model.predict(input, Map.of()).logits()).isEqualTo(plain);
            assertThat(model.predict(input).logits()).isEqualTo(plain);
        }
    }

    /** Single channels with every fill, then sets of any size. */
    private static List<Edit> edits(Shape shape, SplittableRandom random) {
        List<Edit> edits = new ArrayList<>(Edit.zeroEach(Math.min(shape.channels(), 6)));
        for (int i = 0; i < 6; i++) {
            int[] channels = random.ints(random.nextInt(6), 0, shape.channels())
                    .distinct()
                    .toArray();
            List<Integer> boxed = Arrays.stream(channels).boxed().toList();
            List<Float> constants =
                    boxed.stream().map(c -> (float) random.nextDouble(-1, 1)).toList();
            edits.add(
                    switch (i % 3) {
                        case 0 -> Edit.zero(channels);
                        case 1 -> Edit.ownMean(channels);
                        default -> new Edit(boxed, new Fill.Constants(constants));
                    });
        }
        return edits;
    }

    /** Classes, and neurons of layers that depend on the tap or come after it in a branch of their own. */
    private static List<Decision> decisions(List<LayerInfo> layers, SplittableRandom random) {
        List<Decision> decisions = new ArrayList<>(List.of(new ClassDecision(3), new ClassDecision(0)));
        for (int i = 0; i < 5; i++) {
            LayerInfo layer = layers.get(random.nextInt(layers.size()));
            Shape shape = layer.output();
            decisions.add(new NeuronDecision(
                    Tap.of(layer.name()),
                    random.nextInt(shape.channels()),
                    random.nextInt(shape.height()),
                    random.nextInt(shape.width())));
        }
        return decisions;
    }

    private static double[] edited(Edit edit, double[] values, Shape shape) {
        double[] edited = values.clone();
        int cells = shape.height() * shape.width();
        for (int i = 0; i < edit.channels().size(); i++) {
            int from = edit.channels().get(i) * cells;
            double value = 0;
            if (edit.fill() instanceof Fill.Constants constants) {
                value = constants.values().get(i);
            } else if (edit.fill() instanceof Fill.OwnMean) {
                value = Arrays.stream(values, from, from + cells).average().orElseThrow();
            }
            Arrays.fill(edited, from, from + cells, value);
        }
        return edited;
    }

    private static double read(Decision decision, Map<String, double[]> values, NaiveNetwork naive) {
        double[] none = new double[0];
        if (decision instanceof ClassDecision byClass) {
            return values.getOrDefault("fc", none)[byClass.classId()];
        }
        NeuronDecision neuron = (NeuronDecision) decision;
        Shape shape = naive.shape(neuron.tap().name());
        return values.getOrDefault(neuron.tap().name(), none)[
                (neuron.channel() * shape.height() + neuron.y()) * shape.width() + neuron.x()];
    }

    /** Enough edits for products of many vectors; channels in groups; sets of edits that share channels. */
    @Property(tries = 6)
    void manyEditsOfAWideNetwork(@ForAll long seed) {
        ParameterSpec grouped = new ParameterSpec("conv2.weight", Shape.of(40, 10, 3, 3));
        Attributes attributes =
                Attributes.none().with("group", 4).with("kernel_shape", 3, 3).with("pads", 1, 1, 1, 1);
        ModelSpec spec = ModelSpec.builder("wide", 4, 8, 8)
                .conv("conv1", 4, 40, 3, 1, 1)
                .relu("relu1")
                .node(new NodeSpec("conv2", "Conv", List.of("relu1"), List.of(grouped), attributes))
                .relu("relu2")
                .maxPool("pool", 2, 2, 0, false)
                .flatten("flat")
                .linear("fc1", 640, 50)
                .relu("relu3")
                .linear("fc", 50, 4)
                .build();
        SplittableRandom random = new SplittableRandom(seed);
        NaiveNetwork naive = new NaiveNetwork(spec, Weights.random(spec, seed));
        Tensor input = RandomNetworks.input(spec, seed);
        Map<String, double[]> values = naive.run(input);
        List<Edit> edits = new ArrayList<>(Edit.zeroEach(40));
        for (int i = 0; i < 8; i++) {
            edits.add(
                    Edit.ownMean(random.ints(0, 40).distinct().limit(1 + 5 * i).toArray()));
        }
        List<Edit> sets = edits.subList(40, 48);
        Decision neuron = new NeuronDecision(Tap.of("fc1"), 7, 0, 0);
        List<Decision> decisions = List.of(new ClassDecision(2), neuron, new ClassDecision(0));
        try (Model model = model(spec, seed, 2);
                Tape tape = model.record(input)) {
            for (String tap : List.of("conv1", "relu1", "conv2", "pool")) {
                assertReplays(tape.replay(Tap.of(tap), edits, decisions), tap, edits, decisions, values, naive);
                assertReplays(tape.replay(Tap.of(tap), sets, decisions), tap, sets, decisions, values, naive);
            }
        }
    }

    private static void assertReplays(
            Replay replay,
            String tap,
            List<Edit> edits,
            List<Decision> decisions,
            Map<String, double[]> values,
            NaiveNetwork naive) {
        for (int e = 0; e < edits.size(); e++) {
            double[] edited = edited(edits.get(e), values.getOrDefault(tap, new double[0]), naive.shape(tap));
            Map<String, double[]> rerun = naive.rerun(values, tap, edited);
            for (int d = 0; d < decisions.size(); d++) {
                double expected = read(decisions.get(d), rerun, naive);
                assertThat((double) replay.value(e, d))
                        .as("%s of %s, %s", edits.get(e), tap, decisions.get(d))
                        .isCloseTo(expected, offset(TOLERANCE * Math.max(1, Math.abs(expected))));
            }
        }
    }

    /** No bit depends on the number of threads or on the calls before. */
    @Property(tries = 30)
    void threadsDoNotChangeTheResult(@ForAll long seed) {
        ModelSpec spec = RandomNetworks.spec(seed, true);
        Tensor input = RandomNetworks.input(spec, seed);
        Tap tap = spec.stages().get(0);
        List<Decision> decisions = List.of(new ClassDecision(0), new ClassDecision(2));
        List<Replay> replays = new ArrayList<>();
        for (int threads : new int[] {1, 2, 4}) {
            try (Model model = model(spec, seed, threads);
                    Tape tape = model.record(input)) {
                List<Edit> edits = edits(model.layer(tap).output(), new SplittableRandom(seed));
                replays.add(tape.replay(tap, edits, decisions));
                assertThat(tape.replay(tap, edits, decisions)).isEqualTo(replays.get(0));
            }
        }
        assertThat(replays).allMatch(replays.get(0)::equals);
    }
}
