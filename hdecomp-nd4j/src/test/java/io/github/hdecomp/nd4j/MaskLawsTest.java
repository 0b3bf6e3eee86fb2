package io.github.hdecomp.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.github.hdecomp.attribution.AdaSise;
import io.github.hdecomp.attribution.Attribution;
import io.github.hdecomp.attribution.MaskFusion;
import io.github.hdecomp.attribution.MaskSelection;
import io.github.hdecomp.attribution.Rise;
import io.github.hdecomp.attribution.Saliency;
import io.github.hdecomp.attribution.Score;
import io.github.hdecomp.attribution.ScoreCam;
import io.github.hdecomp.attribution.Sise;
import io.github.hdecomp.map.Normalization;
import io.github.hdecomp.map.Upsampling;
import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.ModelOptions;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.NeuronDecision;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Tape;
import io.github.hdecomp.model.WeightedSum;
import io.github.hdecomp.model.Weights;
import io.github.hdecomp.nd4j.layer.NaiveNetwork;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Methods that look at masked pictures, against their definitions written out. */
class MaskLawsTest {
    private static final Decision CLASS = new ClassDecision(2);

    private static Model model(ModelSpec spec, long seed) {
        return new Nd4jBackend()
                .build(spec, Weights.random(spec, seed), ModelOptions.defaults().withThreads(2));
    }

    private static double probability(Model model, Tensor picture) {
        Tensor logits = model.predict(picture).logits();
        double total = 0;
        for (int c = 0; c < logits.size(); c++) {
            total += Math.exp(logits.get(c));
        }
        return Math.exp(logits.get(2)) / total;
    }

    private static Tensor masked(Tensor picture, Tensor mask) {
        float[] values = picture.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] *= mask.get(i % mask.size());
        }
        return Tensor.adopt(picture.shape(), values);
    }

    /** The map of one channel, at the picture's size and from 0 to 1. */
    private static Tensor mask(Tensor features, int channel, Shape input) {
        return Normalization.MIN_MAX.apply(
                Upsampling.BILINEAR.apply(plane(features, channel), input.height(), input.width()));
    }

    private static Tensor plane(Tensor features, int channel) {
        int cells = features.shape().height() * features.shape().width();
        float[] plane = new float[cells];
        features.copyTo(channel * cells, plane, 0, cells);
        return Tensor.adopt(Shape.of(features.shape().height(), features.shape().width()), plane);
    }

    /** Channels that are the same everywhere are no masks. */
    @Property(tries = 20)
    void scoreCamIsItsDefinition(@ForAll long seed) {
        ModelSpec spec = RandomNetworks.spec(seed, true);
        Tensor picture = RandomNetworks.input(spec, seed);
        try (Model model = model(spec, seed);
                Tape tape = model.record(picture)) {
            Attribution found = ScoreCam.defaults().explain(tape, CLASS);
            Tensor features = tape.activation(found.tap());
            double[] map = new double[found.values().size()];
            int masks = 0;
            for (int k = 0; k < features.shape().channels(); k++) {
                double[] plane = NaiveNetwork.doubles(plane(features, k));
                // 0 and -0 are the same value.
                if (Arrays.stream(plane).anyMatch(value -> value != plane[0])) {
                    double score = probability(model, masked(picture, mask(features, k, spec.input())));
                    Arrays.setAll(map, i -> map[i] + score * plane[i]);
                    masks++;
                }
            }
            assertThat(found.cost().forwards()).isEqualTo(masks);
            assertClose(found.values(), map, 2e-5);
        }
    }

    /** The other two weightings: softmax over channels of the scores of masks that are made in other ways. */
    @Property(tries = 15)
    void scoreCamBySoftmaxIsItsDefinition(@ForAll long seed) {
        ModelSpec spec = RandomNetworks.spec(seed, true);
        Tensor picture = RandomNetworks.input(spec, seed);
        Tap tap = spec.stages().get(spec.stages().size() - 1);
        Shape input = spec.input();
        try (Model model = model(spec, seed);
                Tape tape = model.record(picture)) {
            Tensor features = tape.activation(tap);
            for (ScoreCam.Weighting weighting : List.of(ScoreCam.Weighting.SOFTMAX, ScoreCam.Weighting.INCREASE)) {
                double[] scores = new double[features.shape().channels()];
                for (int k = 0; k < scores.length; k++) {
                    Tensor small = plane(features, k);
                    Tensor mask = weighting == ScoreCam.Weighting.SOFTMAX
                            ? Normalization.MIN_MAX.apply(
                                    Upsampling.ALIGN_CORNERS.apply(small, input.height(), input.width()))
                            : Upsampling.BILINEAR.apply(
                                    Normalization.MIN_MAX.apply(small), input.height(), input.width());
                    double before = weighting == ScoreCam.Weighting.SOFTMAX ? 0 : tape.value(CLASS);
                    scores[k] = model.predict(masked(picture, mask)).logits().get(2) - before;
                }
                double total = Arrays.stream(scores).map(Math::exp).sum();
                double[] map = new double[features.size() / scores.length];
                for (int i = 0; i < features.size(); i++) {
                    map[i % map.length] += Math.exp(scores[i / map.length]) / total * features.get(i);
                }
                Attribution found = new ScoreCam(Optional.empty(), weighting).explain(tape, CLASS);
                assertThat(found.cost().forwards()).isEqualTo(scores.length);
                assertClose(found.values(), map, 2e-5);
            }
        }
    }

    /** A mask that shows all gives every place the score. */
    @Property(tries = 10)
    void riseWithFullMasksIsConstant(@ForAll long seed) {
        ModelSpec spec = RandomNetworks.spec(seed, true);
        Tensor picture = RandomNetworks.input(spec, seed);
        try (Model model = model(spec, seed)) {
            Tensor map = new Rise(20, 4, 1, Score.PROBABILITY, seed)
                    .explain(model, picture, CLASS)
                    .values();
            for (int i = 0; i < map.size(); i++) {
                assertThat((double) map.get(i)).isCloseTo(probability(model, picture), offset(1e-5));
            }
        }
    }

    /** Of a network that always says the same, the map is the mean mask: about 1 everywhere. */
    @Example
    void riseMasksShowEveryPlaceAlike() {
        ModelSpec spec = ModelSpec.builder("bias", 1, 20, 28)
                .globalAvgPool("average")
                .flatten("flat")
                .linear("fc", 1, 3)
                .build();
        Weights weights = Weights.of(
                Map.of("fc.weight", Tensor.of(Shape.of(3, 1), 0, 0, 0), "fc.bias", Tensor.of(Shape.of(3), 0, 0, 1)));
        try (Model model = new Nd4jBackend().build(spec, weights, ModelOptions.defaults())) {
            for (double shown : new double[] {0.1, 0.5}) {
                Tensor map = new Rise(4000, 8, shown, Score.VALUE, 11)
                        .explain(model, RandomNetworks.input(spec, 1), CLASS)
                        .values();
                for (int i = 0; i < map.size(); i++) {
                    assertThat(map.get(i)).isBetween(0.75f, 1.25f);
                }
            }
        }
    }

    /** One layer, all its channels: the votes of all masks, from 0 to 1. */
    @Property(tries = 20)
    void siseOfOneLayerIsItsDefinition(@ForAll long seed) {
        ModelSpec spec = RandomNetworks.spec(seed, true);
        Tensor picture = RandomNetworks.input(spec, seed);
        Tap tap = spec.stages().get(spec.stages().size() - 1);
        try (Model model = model(spec, seed);
                Tape tape = model.record(picture)) {
            Sise sise = new Sise(List.of(tap), Double.NEGATIVE_INFINITY, Score.PROBABILITY, MaskFusion.HARD);
            Attribution found = sise.explain(tape, CLASS);
            Tensor features = tape.activation(tap);
            double[] votes = new double[found.values().size()];
            for (int k = 0; k < features.shape().channels(); k++) {
                Tensor mask = mask(features, k, spec.input());
                double area = 1e-6;
                for (int i = 0; i < votes.length; i++) {
                    area += mask.get(i);
                }
                double score = probability(model, masked(picture, mask));
                for (int i = 0; i < votes.length; i++) {
                    votes[i] += score / area * mask.get(i);
                }
            }
            double min = Arrays.stream(votes).min().orElseThrow();
            double max = Arrays.stream(votes).max().orElseThrow();
            if (max - min > 1e-3 * max) {
                for (int i = 0; i < votes.length; i++) {
                    votes[i] = (votes[i] - min) / (max - min);
                }
                assertClose(found.values(), votes, 5e-4);
            }
        }
    }

    /** The channels that are kept are those along whose mean gradient the probability rises. */
    @Property(tries = 20)
    void selectionsFollowTheProbability(@ForAll long seed) {
        ModelSpec spec = RandomNetworks.spec(seed, true);
        Tap tap = spec.stages().get(spec.stages().size() - 1);
        try (Model model = model(spec, seed);
                Tape tape = model.record(RandomNetworks.input(spec, seed))) {
            double[] p = softmax(tape.logits());
            // ∂P_2/∂S_j = P_2 (δ_2j - P_j)
            List<WeightedSum.Term> terms = IntStream.range(0, p.length)
                    .mapToObj(j -> new WeightedSum.Term(p[2] * ((j == 2 ? 1 : 0) - p[j]), new ClassDecision(j)))
                    .toList();
            List<MaskSelection> byProbability =
                    new Sise(List.of(tap), 0.3, Score.PROBABILITY, MaskFusion.HARD).selection(tape, CLASS);
            List<MaskSelection> byHand =
                    new Sise(List.of(tap), 0.3, Score.VALUE, MaskFusion.HARD).selection(tape, new WeightedSum(terms));
            assertThat(byProbability).isEqualTo(byHand);
            MaskSelection adaptive = new AdaSise(List.of(tap), Score.PROBABILITY, MaskFusion.HARD)
                    .selection(tape, CLASS)
                    .get(0);
            MaskSelection positive = new Sise(List.of(tap), 0, Score.PROBABILITY, MaskFusion.HARD)
                    .selection(tape, CLASS)
                    .get(0);
            assertThat(positive.channels()).containsAll(adaptive.channels());
            assertThat(positive.of()).isEqualTo(model.layer(tap).output().channels());
        }
    }

    private static double[] softmax(Tensor logits) {
        double[] p = new double[logits.size()];
        double total = 0;
        for (int c = 0; c < p.length; c++) {
            p[c] = Math.exp(logits.get(c));
            total += p[c];
        }
        for (int c = 0; c < p.length; c++) {
            p[c] /= total;
        }
        return p;
    }

    /** A class is a neuron of the last layer, and is scored the same by either name. */
    @Property(tries = 10)
    void neuronsAreScoredByRecording(@ForAll long seed) {
        ModelSpec spec = RandomNetworks.spec(seed, true);
        try (Model model = model(spec, seed);
                Tape tape = model.record(RandomNetworks.input(spec, seed))) {
            NeuronDecision neuron = new NeuronDecision(Tap.of("fc"), 2, 0, 0);
            Rise rise = new Rise(12, 3, 0.5, Score.VALUE, 4);
            Tensor byClass = rise.explain(tape, CLASS).values();
            Tensor byNeuron = rise.explain(tape, neuron).values();
            for (int i = 0; i < byClass.size(); i++) {
                assertThat(byNeuron.get(i)).isCloseTo(byClass.get(i), offset(1e-4f));
            }
        }
    }

    /** However many masks there are, one batch of pictures is made at a time, and the network holds no more memory for more. */
    @Example
    void memoryIsThatOfOneBatch() {
        ModelSpec spec = ModelSpec.builder("wide", 1, 6, 6)
                .conv("conv", 1, 50, 3, 1, 1)
                .relu("relu")
                .globalAvgPool("average")
                .flatten("flat")
                .linear("fc", 50, 3)
                .stages("relu")
                .build();
        List<Saliency> methods = List.of(
                new Rise(16, 3, 0.5, Score.PROBABILITY, 1),
                new Rise(160, 3, 0.5, Score.PROBABILITY, 1),
                ScoreCam.defaults(),
                new Sise(List.of(), Double.NEGATIVE_INFINITY, Score.PROBABILITY, MaskFusion.HARD));
        try (Nd4jModel model = (Nd4jModel) model(spec, 3);
                Tape tape = model.record(RandomNetworks.input(spec, 3))) {
            long held = 0;
            for (Saliency method : methods) {
                List<Integer> batches = new ArrayList<>();
                Attribution found = method.explain(counting(tape, batches), CLASS);
                assertThat(batches).as(method.name()).allMatch(size -> size <= 16);
                assertThat(batches.stream().mapToInt(Integer::intValue).sum())
                        .isEqualTo(found.cost().forwards())
                        .isGreaterThanOrEqualTo(16);
                if (method instanceof Rise) {
                    held = held == 0 ? model.memory().bytes() : held;
                    assertThat(model.memory().bytes()).isEqualTo(held);
                }
            }
        }
    }

    /** A tape whose network notes how many pictures it is asked about at once. */
    private static Tape counting(Tape tape, List<Integer> batches) {
        Model model = delegate(Model.class, tape.model(), (method, arguments) -> {
            if (method.equals("predict") && arguments[0] instanceof List<?> pictures) {
                batches.add(pictures.size());
            }
            return Optional.empty();
        });
        return delegate(
                Tape.class,
                tape,
                (method, arguments) -> method.equals("model") ? Optional.of(model) : Optional.empty());
    }

    /** What answers a call in place of the original, if it does. */
    private interface Interception {
        Optional<Object> call(String method, Object[] arguments);
    }

    private static <T> T delegate(Class<T> type, T original, Interception interception) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, given) -> {
                    Object[] arguments = given == null ? new Object[0] : given;
                    Optional<Object> answer = interception.call(method.getName(), arguments);
                    return answer.isPresent() ? answer.get() : method.invoke(original, arguments);
                }));
    }

    /** Softmax weights add up to 1, so that a layer of equal channels keeps its map. */
    @Example
    void softmaxWeightsAddUpToOne() {
        ModelSpec spec = ModelSpec.builder("twins", 1, 6, 6)
                .conv("conv", 1, 2, 1, 1, 0)
                .relu("relu")
                .globalAvgPool("average")
                .flatten("flat")
                .linear("fc", 2, 3)
                .stages("relu")
                .build();
        Weights weights = Weights.of(Map.of(
                "conv.weight", Tensor.of(Shape.of(2, 1, 1, 1), 1, 1),
                "conv.bias", Tensor.of(Shape.of(2), 0, 0),
                "fc.weight", Tensor.of(Shape.of(3, 2), 1, 1, 1, 1, 2, 2),
                "fc.bias", Tensor.of(Shape.of(3), 0, 0, 0)));
        try (Model model = new Nd4jBackend().build(spec, weights, ModelOptions.defaults());
                Tape tape = model.record(RandomNetworks.input(spec, 3))) {
            Tensor plane = tape.activation(Tap.of("relu"));
            for (ScoreCam.Weighting weighting : List.of(ScoreCam.Weighting.SOFTMAX, ScoreCam.Weighting.INCREASE)) {
                Tensor map = new ScoreCam(Optional.empty(), weighting)
                        .explain(tape, CLASS)
                        .values();
                for (int i = 0; i < 36; i++) {
                    assertThat(map.get(i)).isCloseTo(plane.get(i), offset(1e-5f));
                }
            }
        }
    }

    private static void assertClose(Tensor actual, double[] expected, double tolerance) {
        double largest = 0;
        for (double value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) actual.get(i)).isCloseTo(expected[i], offset(tolerance * largest + 1e-9));
        }
    }
}
