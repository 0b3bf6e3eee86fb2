package io.github.hdecomp.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import io.github.hdecomp.Decomposer;
import io.github.hdecomp.Exploration;
import io.github.hdecomp.model.Attributes;
import io.github.hdecomp.model.BackwardRule;
import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.LayerInfo;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.ModelOptions;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.NeuronDecision;
import io.github.hdecomp.model.NodeSpec;
import io.github.hdecomp.model.ParameterSpec;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Tape;
import io.github.hdecomp.model.Weights;
import io.github.hdecomp.spi.Backend;
import io.github.hdecomp.tensor.Extent;
import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import io.github.hdecomp.tree.EvidenceNode;
import io.github.hdecomp.tree.EvidenceTree;
import io.github.hdecomp.tree.Options;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class Nd4jModelTest {
    private static final ModelSpec SPEC = ModelSpec.builder("small", 2, 8, 8)
            .conv("conv1", 2, 4, 3, 1, 1)
            .relu("relu1")
            .maxPool("pool1", 2, 2, 0, false)
            .conv("conv2", 4, 6, 3, 1, 0)
            .relu("relu2")
            .globalAvgPool("gap")
            .flatten("flat")
            .linear("fc", 6, 3)
            .softmax("probabilities")
            .alias("top", "relu2")
            .stages("relu1", "relu2")
            .build();

    private static Model model() {
        return new Nd4jBackend().build(SPEC, Weights.random(SPEC, 1), ModelOptions.defaults());
    }

    private static Tensor input() {
        return RandomNetworks.input(SPEC, 2);
    }

    @Test
    void theBackendIsFoundAsAService() {
        assertThat(Backend.find()).isInstanceOf(Nd4jBackend.class);
    }

    @Test
    void layers_tellShapesAndReceptiveFields() {
        try (Model model = model()) {
            assertThat(model.layers()).hasSize(9);
            assertThat(model.layer(Tap.of("conv2")).output()).isEqualTo(Shape.of(6, 2, 2));
            assertThat(model.layer(Tap.of("conv2")).receptiveField()).isEqualTo(new Extent(8, 8));
            assertThat(model.layer(Tap.of("conv2")).stride()).isEqualTo(new Extent(2, 2));
            assertThat(model.layer(Tap.of("conv2")).parameters()).isEqualTo(4 * 6 * 9 + 6);
            assertThat(model.layer(Tap.of("fc")).stride()).isEqualTo(new Extent(0, 0));
            assertThat(model.layer(Tap.of("top")).name()).isEqualTo("relu2");
            assertThat(new Nd4jBackend().layers(SPEC))
                    .extracting(LayerInfo::output)
                    .isEqualTo(model.layers().stream().map(LayerInfo::output).toList());
        }
    }

    @Test
    void receptiveField_isCutAtTheBorder() {
        try (Model model = model()) {
            Decision corner = new NeuronDecision(Tap.of("relu1"), 0, 0, 0);
            assertThat(model.receptiveField(corner, Tap.INPUT)).isEqualTo(new Region(0, 0, 2, 2));
            assertThat(model.receptiveField(new ClassDecision(0), Tap.INPUT)).isEqualTo(new Region(0, 0, 8, 8));
        }
    }

    @Test
    void receptiveField_atItsOwnLayerIsOneCell() {
        try (Model model = model()) {
            Decision neuron = new NeuronDecision(Tap.of("top"), 5, 1, 0);
            assertThat(model.receptiveField(neuron, Tap.of("relu2"))).isEqualTo(new Region(1, 0, 1, 1));
            Decision pixel = new NeuronDecision(Tap.INPUT, 1, 7, 6);
            assertThat(model.receptiveField(pixel, Tap.INPUT)).isEqualTo(new Region(7, 6, 1, 1));
            assertThatThrownBy(() -> model.receptiveField(pixel, Tap.of("conv1")))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** However often and under whatever names a layer is given, it is one level. */
    @Test
    void taps_areTakenOnceEach() {
        try (Model model = model()) {
            Options options = Options.defaults().withTaps("relu1", "top", "relu2", "relu1");
            EvidenceTree tree = Decomposer.explain(model, input(), 0, options);
            assertThat(tree.provenance().options().taps()).containsExactly(Tap.of("top"), Tap.of("relu1"));
            assertThat(tree.root().depth()).isEqualTo(2);
        }
    }

    @Test
    void taps_atTheClassScores() {
        try (Model model = model()) {
            for (String tap : List.of("fc", "probabilities")) {
                assertThatThrownBy(() -> Decomposer.explain(
                                model, input(), 0, Options.defaults().withTaps(tap, "relu1")))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage("small: " + tap + ": the class is decided there, its score is not decomposed into"
                                + " scores; name layers below fc");
            }
        }
    }

    /** The last level of a tree may be the picture itself: its channels at the pixels where they contribute most. */
    @Test
    void treesReachDownToTheDataLayer() {
        try (Model model = model()) {
            Tensor input = input();
            Options options = Options.defaults().withTaps("input", "relu1", "relu2");
            EvidenceTree tree = Decomposer.explain(model, input, 1, options);
            List<EvidenceNode> pixels = tree.nodes()
                    .filter(node -> node.decision() instanceof NeuronDecision neuron
                            && neuron.tap().equals(Tap.INPUT))
                    .toList();
            assertThat(tree.provenance().options().taps()).containsExactly(Tap.of("relu2"), Tap.of("relu1"), Tap.INPUT);
            assertThat(tree.root().depth()).isEqualTo(3);
            assertThat(pixels).isNotEmpty().allSatisfy(node -> {
                NeuronDecision pixel = (NeuronDecision) node.decision();
                assertThat(node.value()).isEqualTo(input.get(pixel.channel(), pixel.y(), pixel.x()));
                assertThat(node.evidence().orElseThrow().receptiveField())
                        .isEqualTo(new Region(pixel.y(), pixel.x(), 1, 1));
                assertThat(node.children()).isEmpty();
                assertThat(node.into()).isEmpty();
            });
        }
    }

    @Test
    void classes_areExplainedBelowAFinalSoftmax() {
        try (Model model = model();
                Tape tape = model.record(input())) {
            Tensor probabilities = tape.activation(Tap.of("probabilities"));
            assertThat(probabilities.get(0) + probabilities.get(1) + probabilities.get(2))
                    .isCloseTo(1, offset(1e-6f));
            assertThat(tape.logits()).isEqualTo(tape.activation(Tap.of("fc")).reshape(Shape.of(3)));
            assertThat(tape.value(new ClassDecision(2))).isEqualTo(tape.logits().get(2));
            assertThat(model.predict(input()).logits()).isEqualTo(tape.logits());
            assertThat(model.predict(input()).top(3).get(0).probability())
                    .isCloseTo(probabilities.get(model.predict(input()).classId()), offset(1e-6));
        }
    }

    @Test
    void mistakesOfTheCaller_sayWhatThereIs() {
        try (Model model = model();
                Tape tape = model.record(input())) {
            assertThatThrownBy(() -> tape.activation(Tap.of("relu3")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("small: no layer is called relu3; nearest: relu1, relu2");
            assertThatThrownBy(() -> tape.value(new ClassDecision(3)))
                    .hasMessage("small: there is no class 3; classes are 0 to 2");
            assertThatThrownBy(() -> tape.value(new NeuronDecision(Tap.of("relu2"), 0, 2, 0)))
                    .hasMessage("small: there is no neuron relu2[0, 2, 0]; the layer is (C, H, W) = (6, 2, 2)");
            Decision low = new NeuronDecision(Tap.of("relu1"), 0, 0, 0);
            assertThatThrownBy(() -> tape.gradients(List.of(low), Tap.of("relu2"), BackwardRule.GRADIENT))
                    .hasMessage("small: relu2 does not lie below relu1");
            assertThatThrownBy(() -> tape.gradients(List.of(low), Tap.of("relu1"), BackwardRule.GRADIENT))
                    .hasMessage("small: relu1 does not lie below relu1");
            Decision pixel = new NeuronDecision(Tap.INPUT, 0, 0, 0);
            assertThatThrownBy(() -> tape.gradients(List.of(pixel), Tap.INPUT, BackwardRule.GRADIENT))
                    .hasMessage(
                            "small: nothing lies below the data layer input; decompose a decision of a layer above it");
            assertThatThrownBy(() -> tape.value(new NeuronDecision(Tap.INPUT, 2, 0, 0)))
                    .hasMessage("small: there is no neuron input[2, 0, 0]; the layer is (C, H, W) = (2, 8, 8)");
            assertThatThrownBy(() -> tape.activation(Tap.of("relu2"), new Region(1, 1, 2, 2)))
                    .hasMessageContaining("leaves the layer's map");
            assertThatThrownBy(() -> model.predict(Tensor.of(Shape.of(2, 2, 2), new float[8])))
                    .hasMessage(
                            "small: input has shape (2, 2, 2), expected (2, 8, 8); a picture has one or three channels,"
                                    + " give the input as a tensor");
            assertThatThrownBy(() -> Decomposer.explain(
                            model, input(), 0, Options.defaults().withTaps("fc2")))
                    .hasMessageContaining("no layer is called fc2");
        }
    }

    @Test
    void operatorsThatAreNotSupported_areAllListed() {
        ModelSpec spec = ModelSpec.builder("odd", 1, 4, 4)
                .node(new NodeSpec("a", "Einsum", List.of("input"), List.of(), Attributes.none()))
                .relu("b")
                .node(new NodeSpec("c", "Loop", List.of("b"), List.of(), Attributes.none()))
                .build();
        assertThatThrownBy(() -> new Nd4jBackend().layers(spec))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("odd: operators that are not supported: a (Einsum), c (Loop); supported are");
    }

    /** What does not fit depends on the input as often as on the layer. */
    @Test
    void layersThatDoNotFit_nameTheNetworkAndItsInput() {
        assertThatThrownBy(() -> new Nd4jBackend().layers(SPEC.withInput(2, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "small for an input of (2, 2, 2): conv2: input (4, 1, 1) is smaller than the window");
        assertThatThrownBy(() -> new Nd4jBackend().layers(SPEC.withInput(30_000, 30_000)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("small for an input of (2, 30000, 30000): conv1: shape [4, 30000, 30000]: more than 2^31-1"
                        + " elements, the most one tensor holds");
    }

    @Test
    void networksThatEndInAMap_haveNeuronsButNoClasses() {
        ModelSpec spec = ModelSpec.builder("fcn", 3, 8, 8)
                .conv("features", 3, 4, 3, 1, 1)
                .conv("out", 4, 5, 1, 1, 0)
                .softmax("probabilities")
                .build();
        try (Model model = new Nd4jBackend().build(spec, Weights.random(spec, 1), ModelOptions.defaults());
                Exploration exploration = Decomposer.open(model, Tensor.adopt(spec.input(), new float[192]))) {
            assertThat(model.classes()).isZero();
            assertThat(model.predict(exploration.input()).logits().size()).isZero();
            assertThatThrownBy(() -> exploration.tree(Options.defaults()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the network ends in a map, so it predicts no class; decide on a neuron");
            assertThatThrownBy(() -> exploration.decompose(new ClassDecision(0), Tap.of("features")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "fcn: there is no class 0, since the output of out is a map, (C, H, W) = (5, 8, 8); decide"
                                    + " on a neuron, or end the network with a global average pool or with a flatten and a linear"
                                    + " layer");
            NeuronDecision neuron = new NeuronDecision(Tap.of("out"), 4, 7, 7);
            assertThat(exploration
                            .decompose(neuron, Tap.of("features"))
                            .region()
                            .area())
                    .isEqualTo(1);
        }
    }

    @Test
    void labels_areOnePerClass() {
        Weights weights = Weights.random(SPEC, 1);
        ModelSpec two = SPEC.withLabels(List.of("cat", "dog"));
        assertThatThrownBy(() -> new Nd4jBackend().build(two, weights, ModelOptions.defaults()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("small: got 2 labels, expected one for each of the 3 classes, or none");
        ModelSpec three = SPEC.withLabels(List.of("cat", "dog", "eel"));
        try (Model model = new Nd4jBackend().build(three, weights, ModelOptions.defaults())) {
            assertThat(model.predict(input()).top(3))
                    .extracting(candidate -> candidate.label())
                    .containsExactlyInAnyOrder("cat", "dog", "eel");
        }
    }

    private static Weights with(String parameter, int index, float value) {
        Weights random = Weights.random(SPEC, 1);
        Map<String, Tensor> tensors = new HashMap<>();
        for (ParameterSpec spec : SPEC.parameters()) {
            float[] values = random.tensor(spec.name()).toArray();
            if (spec.name().equals(parameter)) {
                values[index] = value;
            }
            tensors.put(spec.name(), Tensor.adopt(spec.shape(), values));
        }
        return Weights.of(tensors);
    }

    @Test
    void weightsThatAreNotFinite_nameTheParameter() {
        assertThatThrownBy(() ->
                        new Nd4jBackend().build(SPEC, with("conv2.weight", 40, Float.NaN), ModelOptions.defaults()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("weights in memory: conv2.weight holds NaN at flat index 40");
    }

    @Test
    void valuesThatAreNotFinite_nameTheFirstLayer() {
        try (Model model =
                new Nd4jBackend().build(SPEC, with("conv2.bias", 3, Float.MAX_VALUE), ModelOptions.defaults())) {
            Tensor huge = Tensor.of(SPEC.input(), hugeValues());
            assertThatThrownBy(() -> model.record(huge))
                    .isInstanceOf(ArithmeticException.class)
                    .hasMessageStartingWith("small: conv1 is ");
            assertThatThrownBy(() -> model.predict(huge))
                    .isInstanceOf(ArithmeticException.class)
                    .hasMessageStartingWith("small: conv1 is ");
        }
    }

    /** A ReLU makes zero of -Infinity, so the scores alone do not tell. */
    @Test
    void inputsThatAreNotFinite_areRefusedEvenIfTheScoresAreFinite() {
        try (Model model = model()) {
            for (float value : new float[] {Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, Float.NaN}) {
                float[] values = input().toArray();
                values[64 + 8 * 3 + 5] = value;
                Tensor input = Tensor.of(SPEC.input(), values);
                String complaint = "small: the input is " + value + " at (c, y, x) = [1, 3, 5], expected finite values;"
                        + " check the input's range and the weights";
                assertThatThrownBy(() -> model.record(input))
                        .isInstanceOf(ArithmeticException.class)
                        .hasMessage(complaint);
                assertThatThrownBy(() -> model.predict(List.of(input(), input))).hasMessage(complaint);
            }
        }
    }

    /** Below a ReLU features may be -Infinity though its output and the scores are finite: no contribution is NaN. */
    @Test
    void featuresThatAreNotFinite_areFoundWhereTheyCount() {
        ModelSpec spec = ModelSpec.builder("hidden", 1, 2, 2)
                .conv("conv1", 1, 2, 1, 1, 0)
                .conv("conv2", 2, 2, 1, 1, 0)
                .relu("relu")
                .globalAvgPool("gap")
                .flatten("flat")
                .linear("fc", 2, 2)
                .build();
        float max = Float.MAX_VALUE;
        Weights weights = Weights.of(Map.of(
                "conv1.weight", Tensor.of(Shape.of(2, 1, 1, 1), max, 1),
                "conv1.bias", Tensor.of(Shape.of(2), 0, 0),
                "conv2.weight", Tensor.of(Shape.of(2, 2, 1, 1), -2, 0, 0, 1),
                "conv2.bias", Tensor.of(Shape.of(2), 0, 0),
                "fc.weight", Tensor.of(Shape.of(2, 2), 1, 1, 1, -1),
                "fc.bias", Tensor.of(Shape.of(2), 0, 0)));
        // Generated code does not hide the value: it refuses the picture.
        ModelOptions options = ModelOptions.defaults().withConvolution("product");
        try (Model model = new Nd4jBackend().build(spec, weights, options);
                Exploration exploration = Decomposer.open(model, Tensor.of(spec.input(), 1, 1, 1, 1))) {
            assertThat(exploration.prediction().logits().toArray()).containsExactly(1, -1);
            Decision decision = new ClassDecision(0);
            assertThat(exploration.decompose(decision, Tap.of("relu")).totalContribution())
                    .isEqualTo(0.25);
            assertThatThrownBy(() -> exploration.decompose(decision, Tap.of("conv2")))
                    .isInstanceOf(ArithmeticException.class)
                    .hasMessage(
                            "hidden: contributions of conv2 to class 0 are not finite; conv2 is the first layer with"
                                    + " features that are not finite; check the input's range and the weights");
        }
    }

    private static float[] hugeValues() {
        float[] values = new float[SPEC.input().size()];
        Arrays.fill(values, Float.MAX_VALUE);
        return values;
    }

    @Test
    void weightsThatDoNotFit_areAllReported() {
        Map<String, Tensor> tensors = new HashMap<>();
        for (ParameterSpec spec : SPEC.parameters()) {
            tensors.put(
                    spec.name().replace("conv2.bias", "conv2.beta"),
                    Tensor.adopt(spec.shape(), new float[spec.shape().size()]));
        }
        tensors.put("fc.weight", Tensor.adopt(Shape.of(3, 5), new float[15]));
        assertThatThrownBy(() -> new Nd4jBackend().build(SPEC, Weights.of(tensors), ModelOptions.defaults()))
                .hasMessageContaining("missing conv2.bias (6) (nearest: conv2.beta)")
                .hasMessageContaining("fc.weight has shape (3, 5), expected (3, 6)")
                .hasMessageContaining("left over conv2.beta (6) (nearest: conv2.bias)");
    }

    @Test
    void memory_isFreedWithTheLastTape() {
        Nd4jModel model = (Nd4jModel) model();
        Tape tape = model.record(input());
        model.close();
        assertThat(model.memory().bytes()).isPositive();
        assertThat(tape.logits().size()).isEqualTo(3);
        assertThatThrownBy(() -> model.record(input())).hasMessage("the model is closed");
        tape.close();
        assertThat(model.memory().bytes()).isZero();
        tape.close();
        model.close();
        assertClosed(tape);
    }

    /** An arena that was given back may already serve another recording. */
    @Test
    void aClosedTape_neverReadsTheMemoryOfAnother() {
        try (Model model = model()) {
            Tape closed = model.record(input());
            closed.close();
            try (Tape other = model.record(RandomNetworks.input(SPEC, 3))) {
                assertClosed(closed);
                assertThat(other.value(new ClassDecision(0))).isFinite();
            }
        }
    }

    private static void assertClosed(Tape tape) {
        List<Decision> classes = List.of(new ClassDecision(0));
        Tap top = SPEC.stages().get(SPEC.stages().size() - 1);
        for (Tap tap : List.of(top, Tap.INPUT)) {
            assertThatThrownBy(() -> tape.gradients(classes, tap, BackwardRule.GRADIENT))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the tape is closed");
        }
        assertThatThrownBy(() -> tape.activation(Tap.of("relu1"))).hasMessage("the tape is closed");
        assertThatThrownBy(() -> tape.value(new ClassDecision(0))).hasMessage("the tape is closed");
    }

    /** A close on another thread comes before or after each call, never in the middle of one. */
    @Test
    void aRacingClose_endsInAnException() throws InterruptedException {
        try (Model model = model()) {
            for (int round = 0; round < 50; round++) {
                Tape tape = model.record(input());
                Thread closing = new Thread(tape::close);
                closing.start();
                assertThatThrownBy(() -> {
                            for (; ; ) {
                                tape.gradients(List.of(new ClassDecision(1)), Tap.INPUT, BackwardRule.GRADIENT);
                            }
                        })
                        .hasMessage("the tape is closed");
                closing.join();
            }
        }
    }

    @Test
    void afterTheFirstCallNothingIsAllocated() {
        try (Nd4jModel model = (Nd4jModel) model()) {
            Decomposer.explain(model, input(), 0);
            model.predict(input());
            long before = model.memory().allocations();
            for (int i = 0; i < 20; i++) {
                Decomposer.explain(model, input(), i % 3);
                model.predict(input());
            }
            assertThat(model.memory().allocations()).isEqualTo(before);
        }
    }
}
