package io.github.hdecomp.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.Edit;
import io.github.hdecomp.model.Fill;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.ModelOptions;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.NeuronDecision;
import io.github.hdecomp.model.Replay;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Tape;
import io.github.hdecomp.model.Weights;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplayTest {
    /** y = relu(x0 + 2 x1 - 3), z = 10 times the mean of y, and -z + 1. */
    private static final ModelSpec SMALL = ModelSpec.builder("small", 2, 1, 2)
            .conv("conv", 2, 1, 1, 1, 0)
            .relu("relu")
            .globalAvgPool("gap")
            .flatten("flat")
            .linear("fc", 1, 2)
            .build();

    private static final Weights WEIGHTS = Weights.of(Map.of(
            "conv.weight", Tensor.of(Shape.of(1, 2, 1, 1), 1, 2),
            "conv.bias", Tensor.of(Shape.of(1), -3),
            "fc.weight", Tensor.of(Shape.of(2, 1), 10, -10),
            "fc.bias", Tensor.of(Shape.of(2), 0, 1)));

    /** x0 = 1, 5 and x1 = 2, 4, so that y = 2, 10 and z = 60. */
    private static final Tensor INPUT = Tensor.of(Shape.of(2, 1, 2), 1, 5, 2, 4);

    private static final List<Decision> CLASSES = List.of(new ClassDecision(0), new ClassDecision(1));

    private static Model model() {
        return new Nd4jBackend().build(SMALL, WEIGHTS, ModelOptions.defaults());
    }

    @Test
    void channelsOfThePicture_byHand() {
        List<Edit> edits = List.of(
                Edit.zero(0), // y = 1, 5
                Edit.zero(1), // y = 0, 2
                Edit.zero(1, 0), // y = 0, 0
                Edit.ownMean(0), // x0 = 3, 3 and y = 4, 8
                Edit.constant(1, 1.5f), // y = 1, 5
                new Edit(List.of(1, 0), new Fill.Constants(List.of(3f, 1f))), // y = 4, 4
                Edit.zero());
        Decision neuron = new NeuronDecision(Tap.of("relu"), 0, 0, 1);
        Decision below = new NeuronDecision(Tap.of("conv"), 0, 0, 0);
        try (Model model = model();
                Tape tape = model.record(INPUT)) {
            Replay replay =
                    tape.replay(Tap.INPUT, edits, List.of(new ClassDecision(0), neuron, new ClassDecision(1), below));
            assertThat(replay.original()).isEqualTo(Tensor.of(Shape.of(4), 60, 10, -59, 2));
            assertThat(replay.edited()).isEqualTo(Tensor.of(Shape.of(7, 4), new float[] {
                30, 5, -29, 1, //
                10, 2, -9, -2, //
                0, 0, 1, -3, //
                60, 8, -59, 4, //
                30, 5, -29, 1, //
                40, 4, -39, 4, //
                60, 10, -59, 2
            }));
            assertThat(replay.drop(0, 1)).isEqualTo(5);
            assertThat(replay.value(1, 2)).isEqualTo(-9);
        }
    }

    /** x0 = 0 gives y = 1, 5, whose mean is put in place of both; then z = 30. */
    @Test
    void severalLayersAtOnce_byHand() {
        try (Model model = model()) {
            Map<Tap, Edit> edits = Map.of(Tap.INPUT, Edit.zero(0), Tap.of("relu"), Edit.ownMean(0));
            assertThat(model.predict(INPUT, edits).logits()).isEqualTo(Tensor.of(Shape.of(2), 30, -29));
            assertThat(model.predict(INPUT, Map.of(Tap.of("relu"), Edit.constant(0, 1)))
                            .logits())
                    .isEqualTo(Tensor.of(Shape.of(2), 10, -9));
            assertThatThrownBy(() -> model.predict(INPUT, Map.of(Tap.of("conv"), Edit.zero(0))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("small: conv is not computed by itself");
            assertThatThrownBy(() -> model.predict(INPUT, Map.of(Tap.of("relu"), Edit.zero(1))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("names channel 1 of relu");
        }
    }

    @Test
    void channelsBehindTheConvolution_byHand() {
        try (Model model = model();
                Tape tape = model.record(INPUT)) {
            assertThat(tape.replay(Tap.of("conv"), List.of(Edit.constant(0, 4)), CLASSES)
                            .edited())
                    .isEqualTo(Tensor.of(Shape.of(1, 2), 40, -39));
            assertThat(tape.replay(Tap.of("gap"), Edit.zeroEach(1), CLASSES).edited())
                    .isEqualTo(Tensor.of(Shape.of(1, 2), 0, 1));
        }
    }

    @Test
    void nothingToDo() {
        try (Model model = model();
                Tape tape = model.record(INPUT)) {
            assertThat(tape.replay(Tap.INPUT, List.of(), CLASSES).edited().shape())
                    .isEqualTo(Shape.of(0, 2));
            assertThat(tape.replay(Tap.INPUT, Edit.zeroEach(2), List.of())
                            .edited()
                            .shape())
                    .isEqualTo(Shape.of(2, 0));
        }
    }

    /** The branch that is not edited keeps its value to the bit, and so does a decision that the tap does not reach. */
    @Test
    void decisionsThatTheTapDoesNotReach() {
        ModelSpec spec = ModelSpec.builder("branches", 2, 6, 6)
                .conv("left", 2, 3, 3, 1, 1)
                .from("input")
                .conv("right", 2, 3, 3, 1, 1)
                .concat("both", "left", "right")
                .globalAvgPool("gap")
                .flatten("flat")
                .linear("fc", 6, 2)
                .build();
        List<Decision> decisions = List.of(
                new NeuronDecision(Tap.of("right"), 0, 1, 1),
                new NeuronDecision(Tap.of("both"), 4, 1, 1),
                new NeuronDecision(Tap.of("both"), 1, 1, 1),
                new NeuronDecision(Tap.of("both"), 2, 1, 1));
        try (Model model = new Nd4jBackend().build(spec, Weights.random(spec, 1), ModelOptions.defaults());
                Tape tape = model.record(RandomNetworks.input(spec, 2))) {
            Replay replay = tape.replay(Tap.of("left"), List.of(Edit.constant(1, 7)), decisions);
            assertThat(replay.value(0, 0)).isEqualTo(tape.value(decisions.get(0)));
            assertThat(replay.value(0, 1)).isEqualTo(tape.value(decisions.get(1)));
            assertThat(replay.value(0, 2)).isEqualTo(7);
            assertThat(replay.value(0, 3)).isEqualTo(tape.value(decisions.get(3)));
        }
    }

    /** A softmax below the top mixes channels: it is computed on whole maps. */
    @Test
    void layersThatMixChannels() {
        ModelSpec spec = ModelSpec.builder("attention", 3, 4, 4)
                .softmax("weights")
                .conv("conv", 3, 2, 3, 1, 1)
                .globalAvgPool("gap")
                .flatten("flat")
                .linear("fc", 2, 2)
                .build();
        try (Model model = new Nd4jBackend().build(spec, Weights.random(spec, 1), ModelOptions.defaults());
                Tape tape = model.record(RandomNetworks.input(spec, 2))) {
            Tensor input = tape.activation(Tap.INPUT);
            float[] edited = input.toArray();
            for (int i = 16; i < 32; i++) {
                edited[i] = 0.25f;
            }
            Replay replay = tape.replay(Tap.INPUT, List.of(Edit.constant(1, 0.25f)), CLASSES);
            Tensor expected = model.predict(Tensor.of(spec.input(), edited)).logits();
            assertThat(replay.value(0, 0)).isCloseTo(expected.get(0), offset(1e-6f));
            assertThat(replay.value(0, 1)).isCloseTo(expected.get(1), offset(1e-6f));
        }
    }

    @Test
    void mistakesOfTheCaller() {
        Decision neuron = new NeuronDecision(Tap.of("conv"), 0, 0, 0);
        Model model = model();
        Tape tape = model.record(INPUT);
        assertThatThrownBy(() -> tape.replay(Tap.of("relu"), List.of(Edit.zero(0)), List.of(neuron)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("small: conv does not lie above relu, decide on a layer that the edited one leads to");
        assertThatThrownBy(() -> tape.replay(Tap.of("conv"), List.of(Edit.zero(0)), List.of(neuron)))
                .hasMessage("small: conv does not lie above conv, decide on a layer that the edited one leads to");
        assertThatThrownBy(() -> tape.replay(Tap.INPUT, List.of(Edit.zero(1), Edit.zero(2)), CLASSES))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("small: edit 1 names channel 2 of input; channels are 0 to 1");
        assertThatThrownBy(() -> tape.replay(Tap.of("fc1"), List.of(), CLASSES))
                .hasMessageStartingWith("small: no layer is called fc1");
        assertThatThrownBy(() -> tape.replay(Tap.INPUT, List.of(), List.of(new ClassDecision(2))))
                .hasMessage("small: there is no class 2; classes are 0 to 1");
        tape.close();
        assertThatThrownBy(() -> tape.replay(Tap.INPUT, List.of(Edit.zero(0)), CLASSES))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        model.close();
    }
}
