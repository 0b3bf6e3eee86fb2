package io.github.hdecomp.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.NeuronDecision;
import io.github.hdecomp.model.ParameterSpec;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Tape;
import io.github.hdecomp.model.WeightedSum;
import io.github.hdecomp.model.Weights;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What every saliency method keeps to, whatever it computes. Its test says which method, and what runs networks. */
public abstract class SaliencyContract {
    private static final int SIDE = 8;
    private static final int CLASSES = 3;
    private static final Decision CLASS = new ClassDecision(1);

    /**
     * The method, with parameters that make it quick.
     *
     * @return the method
     */
    protected abstract Saliency method();

    /**
     * Builds a network.
     *
     * @param spec the network
     * @param weights its weights
     * @param threads how many threads it uses
     * @return the model; the contract closes it
     */
    protected abstract Model model(ModelSpec spec, Weights weights, int threads);

    /**
     * Whether the contrast of a decision with itself is nothing.
     *
     * @return true unless the method's answer is no multiple of anything of the decision
     */
    protected boolean contrastWithItselfIsNothing() {
        return true;
    }

    /**
     * Whether the method explains neurons, too.
     *
     * @return true unless it says why it explains classes only
     */
    protected boolean explainsNeurons() {
        return true;
    }

    private static ModelSpec network() {
        return ModelSpec.builder("small", 3, SIDE, SIDE)
                .conv("conv1", 3, 4, 3, 1, 1)
                .relu("relu1")
                .maxPool("pool", 2, 2, 0, false)
                .conv("conv2", 4, 5, 3, 1, 1)
                .relu("relu2")
                .globalAvgPool("average")
                .flatten("flat")
                .linear("fc", 5, CLASSES)
                .stages("relu1", "relu2")
                .build();
    }

    private static Tensor picture(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[3 * SIDE * SIDE];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        return Tensor.adopt(Shape.of(3, SIDE, SIDE), values);
    }

    private Model model(int threads) {
        return model(network(), Weights.random(network(), 12), threads);
    }

    private Attribution explain(Decision target, int threads) {
        try (Model model = model(threads)) {
            return method().explain(model, picture(1), target);
        }
    }

    @Test
    void itsNameIsWordsJoinedByHyphens() {
        assertThat(method().name()).matches("[a-z0-9]+(-[a-z0-9]+)*");
    }

    /** Every cell of a layer, or every place of it. */
    @Test
    void valuesHaveTheShapeOfTheirLayer() {
        Attribution found = explain(CLASS, 2);
        assertThat(found.method()).isEqualTo(method().name());
        assertThat(found.target()).isEqualTo(CLASS);
        try (Model model = model(2)) {
            Shape layer = model.layer(found.tap()).output();
            int channels = found.kind() == Attribution.Kind.CELLS ? layer.channels() : 1;
            assertThat(found.values().shape()).isEqualTo(Shape.of(channels, layer.height(), layer.width()));
        }
        assertThat(found.cost().forwards() + found.cost().backwards()).isPositive();
        assertThat(Planes.isZero(found.values()))
                .as("an ordinary picture has no value")
                .isFalse();
    }

    /** Threads and earlier calls change no bit. */
    @Test
    void theSameQuestionHasTheSameAnswer() {
        Attribution once = explain(CLASS, 1);
        assertThat(explain(CLASS, 1)).isEqualTo(once);
        assertThat(explain(CLASS, 3)).isEqualTo(once);
    }

    @Test
    void severalTargetsAreEachAlone() {
        List<Decision> targets =
                List.of(new ClassDecision(2), CLASS, WeightedSum.contrast(CLASS, new ClassDecision(0)));
        try (Model model = model(2);
                Tape tape = model.record(picture(1))) {
            List<Attribution> together = method().explain(tape, targets);
            assertThat(together).hasSize(targets.size());
            for (int i = 0; i < targets.size(); i++) {
                Attribution alone = method().explain(tape, targets.get(i));
                assertThat(together.get(i).target()).isEqualTo(targets.get(i));
                assertClose(together.get(i).values(), alone.values());
            }
            assertThat(method().explain(tape, List.of())).isEmpty();
        }
    }

    @Test
    void severalPicturesAreEachAlone() {
        List<Decision> targets = List.of(CLASS, new ClassDecision(0));
        List<Tensor> pictures = List.of(picture(4), picture(5));
        try (Model model = model(2)) {
            List<List<Attribution>> found = method().explain(model, pictures, targets);
            assertThat(found).hasSize(2);
            for (int i = 0; i < found.size(); i++) {
                try (Tape tape = model.record(pictures.get(i))) {
                    assertThat(found.get(i)).isEqualTo(method().explain(tape, targets));
                }
            }
        }
    }

    /** The tape is left to others as it was. */
    @Test
    void nothingThatIsRecordedChanges() {
        try (Model model = model(2);
                Tape tape = model.record(picture(1))) {
            List<Tensor> before = activations(tape);
            String weights = model.weightsSha256();
            method().explain(tape, CLASS);
            assertThat(activations(tape)).isEqualTo(before);
            assertThat(model.weightsSha256()).isEqualTo(weights);
        }
    }

    private static List<Tensor> activations(Tape tape) {
        List<Tensor> activations = new ArrayList<>(List.of(tape.activation(Tap.INPUT)));
        tape.model().layers().forEach(layer -> activations.add(tape.activation(layer.tap())));
        return activations;
    }

    @Test
    void aContrastWithItselfIsNothing() {
        if (contrastWithItselfIsNothing()) {
            assertNothing(explain(WeightedSum.contrast(CLASS, CLASS), 2));
        }
    }

    @Test
    void aDeadNetworkIsNothing() {
        Map<String, Tensor> zeros = new HashMap<>();
        for (ParameterSpec parameter : network().parameters()) {
            zeros.put(
                    parameter.name(),
                    Tensor.adopt(parameter.shape(), new float[parameter.shape().size()]));
        }
        try (Model model = model(network(), Weights.of(zeros), 2)) {
            Attribution found = method().explain(model, picture(1), WeightedSum.contrast(CLASS, new ClassDecision(0)));
            assertNothing(found);
        }
    }

    /** A picture that is the same everywhere has values, or a reason for having none. */
    @Test
    void aPictureOfOneColourHasAnAnswer() {
        for (float colour : new float[] {0, 1}) {
            float[] values = new float[3 * SIDE * SIDE];
            Arrays.fill(values, colour);
            try (Model model = model(2)) {
                Attribution found = method().explain(model, Tensor.adopt(Shape.of(3, SIDE, SIDE), values), CLASS);
                assertThat(found.remark().isPresent() || !Planes.isZero(found.values()))
                        .isTrue();
            }
        }
    }

    @Test
    void neuronsAreExplainedOrRefused() {
        NeuronDecision neuron = new NeuronDecision(Tap.of("fc"), 2, 0, 0);
        if (explainsNeurons()) {
            assertThat(explain(neuron, 2).target()).isEqualTo(neuron);
        } else {
            assertThatThrownBy(() -> explain(neuron, 2))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(method().name());
        }
    }

    @Test
    void aClassThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> explain(new ClassDecision(CLASSES), 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("there is no class 3");
    }

    private static void assertNothing(Attribution found) {
        for (int i = 0; i < found.values().size(); i++) {
            assertThat(found.values().get(i)).as("value %d", i).isZero();
        }
        assertThat(found.remark()).isPresent();
    }

    private static void assertClose(Tensor actual, Tensor expected) {
        assertThat(actual.shape()).isEqualTo(expected.shape());
        double largest = 0;
        for (int i = 0; i < expected.size(); i++) {
            largest = Math.max(largest, Math.abs(expected.get(i)));
        }
        for (int i = 0; i < expected.size(); i++) {
            assertThat(Math.abs((double) actual.get(i) - expected.get(i)))
                    .as("value %d", i)
                    .isLessThanOrEqualTo(2e-5 * largest + 1e-9);
        }
    }
}
