package io.github.hdecomp.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import io.github.hdecomp.model.Attributes;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.ModelOptions;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.NodeSpec;
import io.github.hdecomp.model.Relevance;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Tape;
import io.github.hdecomp.model.Weights;
import io.github.hdecomp.relevance.MaxPooling;
import io.github.hdecomp.relevance.RelevanceRule;
import io.github.hdecomp.relevance.RelevanceRules;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Relevance worked out by hand. */
class RelevanceTest {
    private static final ModelSpec LINEAR =
            ModelSpec.builder("linear", 3, 1, 1).linear("fc", 3, 2).build();

    private static final Weights WEIGHTS = Weights.of(Map.of(
            "fc.weight", Tensor.of(Shape.of(2, 3), 1, -1, 2, 0, 1, -1), "fc.bias", Tensor.of(Shape.of(2), 1, -1)));

    private static Model model(ModelSpec spec, Weights weights) {
        return new Nd4jBackend().build(spec, weights, ModelOptions.defaults().withThreads(2));
    }

    private static Tensor relevance(
            ModelSpec spec, Weights weights, Tensor input, String from, Tensor start, RelevanceRules rules) {
        try (Model model = model(spec, weights);
                Tape tape = model.record(input)) {
            return tape.relevance(List.of(Relevance.of(Tap.of(from), start)), rules, List.of(Tap.INPUT))
                    .get(0)
                    .at(Tap.INPUT);
        }
    }

    private static void assertValues(Tensor actual, double... expected) {
        assertThat(actual.size()).isEqualTo(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) actual.get(i)).as("value %d", i).isCloseTo(expected[i], offset(1e-5));
        }
    }

    /** a = (1, 2, 3), w = (1, -1, 2) and b = 1 for the output whose relevance is 6. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "z | 1, -2, 6",
                "epsilon(6) | 0.5, -1, 3",
                "gamma(0.25) | 0.9375, -1.5, 5.625",
                "z-plus | 0.857143, 0, 5.142857",
                "alpha-beta(1,0) | 0.75, 0, 4.5",
                "alpha-beta(2,1) | 1.5, -6, 9",
                "w-square | 1, 1, 4",
                "flat | 2, 2, 2",
                "z-box(0,4) | 0.666667, 1.333333, 4"
            })
    void rules(String rule, String expected) {
        Tensor input = Tensor.of(Shape.of(3, 1, 1), 1, 2, 3);
        Tensor start = Tensor.of(Shape.of(2, 1, 1), 6, 0);
        Tensor found = relevance(LINEAR, WEIGHTS, input, "fc", start, RelevanceRules.of(rule));
        assertValues(
                found,
                Pattern.compile(", ")
                        .splitAsStream(expected)
                        .mapToDouble(Double::parseDouble)
                        .toArray());
    }

    /** Bounds of a picture's preprocessing: values from 0 to 1. */
    @Test
    void zBoxKnowsThePicture() {
        Tensor input = Tensor.of(Shape.of(3, 1, 1), 1, 0.5f, 0.25f);
        Tensor start = Tensor.of(Shape.of(2, 1, 1), 2, 0);
        Tensor found = relevance(LINEAR, WEIGHTS, input, "fc", start, RelevanceRules.of("z-box"));
        assertValues(found, 1, 0.5, 0.5);
    }

    @Test
    void maximaGoToTheWinnerOrToAll() {
        ModelSpec spec = ModelSpec.builder("pool", 1, 2, 2)
                .maxPool("pool", 2, 2, 0, false)
                .build();
        Tensor input = Tensor.of(Shape.of(1, 2, 2), 1, 3, 3, 3);
        Tensor start = Tensor.of(Shape.of(1, 1, 1), 6);
        RelevanceRules rules = RelevanceRules.epsilonPlus();
        Weights none = Weights.of(Map.of());
        assertValues(relevance(spec, none, input, "pool", start, rules), 0, 6, 0, 0);
        RelevanceRules equal = rules.withMaxPooling(MaxPooling.EQUAL);
        assertValues(relevance(spec, none, input, "pool", start, equal), 0, 2, 2, 2);
    }

    @Test
    void averagesGoInProportion_andZeroDenominatorsGiveNothing() {
        ModelSpec spec =
                ModelSpec.builder("mean", 1, 1, 4).globalAvgPool("mean").build();
        Weights none = Weights.of(Map.of());
        Tensor start = Tensor.of(Shape.of(1, 1, 1), 8);
        RelevanceRules rules = RelevanceRules.epsilonPlus();
        Tensor some = Tensor.of(Shape.of(1, 1, 4), 1, 3, -2, 2);
        assertValues(relevance(spec, none, some, "mean", start, rules), 2, 6, -4, 4);
        Tensor cancelling = Tensor.of(Shape.of(1, 1, 4), 1, -1, 2, -2);
        assertValues(relevance(spec, none, cancelling, "mean", start, rules), 0, 0, 0, 0);
    }

    /** Two windows that share the middle cell. */
    @Test
    void adaptiveAveragesMayOverlap() {
        ModelSpec spec = ModelSpec.builder("adaptive", 1, 1, 3)
                .adaptiveAvgPool("pool", 1, 2)
                .build();
        Tensor input = Tensor.of(Shape.of(1, 1, 3), 1, 3, 1);
        Tensor start = Tensor.of(Shape.of(1, 1, 2), 4, 8);
        assertValues(
                relevance(spec, Weights.of(Map.of()), input, "pool", start, RelevanceRules.epsilonPlus()), 1, 9, 2);
    }

    /** Relevance of the padding and of channels that are not there is nobody's. */
    @Test
    void otherLayersPassItToWhereValuesCameFrom() {
        ModelSpec spec = ModelSpec.builder("others", 2, 3, 3)
                .node(new NodeSpec(
                        "norm",
                        "LRN",
                        List.of("input"),
                        List.of(),
                        Attributes.none().with("size", 2)))
                .node(new NodeSpec(
                        "pad",
                        "Pad",
                        List.of("norm"),
                        List.of(),
                        Attributes.none().with("pads", 1, 1, 1, 1)))
                .subsamplePad("shortcut", 2, 1, 0)
                .transpose("transposed", 2, 0, 1)
                .flatten("flat")
                .build();
        float[] input = new float[18];
        float[] start = new float[27];
        for (int i = 0; i < start.length; i++) {
            input[i % 18] = 1 + i;
            start[i] = i;
        }
        Tensor found = relevance(
                spec,
                Weights.of(Map.of()),
                Tensor.of(spec.input(), input),
                "flat",
                Tensor.of(Shape.of(27, 1, 1), start),
                RelevanceRules.epsilonPlus());
        // Only the middle is kept: as row 1, column 1 of channels 1 and 2, at (1, channel, 1) of (columns, channels,
        // rows).
        for (int i = 0; i < found.size(); i++) {
            double expected = i == 4 ? 9 + 3 + 1 : i == 13 ? 9 + 6 + 1 : 0;
            assertThat((double) found.get(i)).as("value %d", i).isEqualTo(expected);
        }
    }

    /** w = (1, -1), then a batch norm that turns the sign and adds 5: z = -(a₀ - a₁) + 5. */
    private static final ModelSpec NORM = ModelSpec.builder("norm", 2, 1, 1)
            .convWithoutBias("conv", 2, 1, 1, 1, 0)
            .batchNorm("bn", 1)
            .build();

    private static Tensor throughNorm(String from, RelevanceRules rules) {
        Weights weights = Weights.of(Map.of(
                "conv.weight", Tensor.of(Shape.of(1, 2, 1, 1), 1, -1),
                "bn.weight", Tensor.of(Shape.of(1), -1),
                "bn.bias", Tensor.of(Shape.of(1), 5),
                "bn.running_mean", Tensor.of(Shape.of(1), 0),
                "bn.running_var", Tensor.of(Shape.of(1), 1 - 1e-5f)));
        Tensor input = Tensor.of(Shape.of(2, 1, 1), 1, 2);
        return relevance(NORM, weights, input, from, Tensor.of(Shape.of(1, 1, 1), 6), rules);
    }

    @Test
    void batchNormsAreFolded_orPassed() {
        RelevanceRules z = RelevanceRules.of("z");
        assertValues(throughNorm("bn", z), -1, 2);
        // Relevance that starts before the norm does not know it.
        assertValues(throughNorm("conv", z), -6, 12);
        assertValues(throughNorm("bn", RelevanceRules.of("z-plus")), 0, 6);
        assertValues(throughNorm("bn", RelevanceRules.excitation()), 6, 0);
    }

    /** Gates decide how much passes; what passes is the signal's. */
    @Test
    void productsGoToTheSignal() {
        ModelSpec spec = ModelSpec.builder("gate", 1, 1, 2)
                .globalAvgPool("squeeze")
                .node(new NodeSpec("gate", "Sigmoid", List.of("squeeze"), List.of(), Attributes.none()))
                .node(new NodeSpec("product", "Mul", List.of("input", "gate"), List.of(), Attributes.none()))
                .build();
        Tensor input = Tensor.of(Shape.of(1, 1, 2), 1, 3);
        Tensor start = Tensor.of(Shape.of(1, 1, 2), 5, 7);
        assertValues(
                relevance(spec, Weights.of(Map.of()), input, "product", start, RelevanceRules.epsilonPlus()), 5, 7);
    }

    @Test
    void exceptionsAreByName() {
        Tensor input = Tensor.of(Shape.of(3, 1, 1), 1, 2, 3);
        Tensor start = Tensor.of(Shape.of(2, 1, 1), 6, 0);
        RelevanceRules rules = RelevanceRules.of("z").withLayer("fc", RelevanceRule.flat());
        assertValues(relevance(LINEAR, WEIGHTS, input, "fc", start, rules), 2, 2, 2);
    }

    @Test
    void exceptionsFitTheNetwork_orAreRefused() {
        Tensor input = Tensor.of(Shape.of(1, 1, 1), 1);
        Tensor start = Tensor.of(Shape.of(1, 1, 1), 1);
        ModelSpec spec = ModelSpec.builder("relued", 1, 1, 1)
                .linearWithoutBias("fc", 1, 1)
                .relu("relu")
                .build();
        Weights weights = Weights.of(Map.of("fc.weight", Tensor.of(Shape.of(1, 1), 1)));
        RelevanceRules wrong = RelevanceRules.of("z").withLayer("relu", RelevanceRule.flat());
        assertThatThrownBy(() -> relevance(spec, weights, input, "relu", start, wrong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("relued: the rules z have an exception for relu, which has no weights; expected a"
                        + " convolution or a fully connected layer");
        RelevanceRules unknown = RelevanceRules.of("z").withLayer("fd", RelevanceRule.flat());
        assertThatThrownBy(() -> relevance(spec, weights, input, "relu", start, unknown))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("relued")
                .hasMessageContaining("fd");
    }

    @Test
    void opposedWeightsShowWhatSpeaksAgainst() {
        Tensor input = Tensor.of(Shape.of(3, 1, 1), 1, 2, 3);
        Tensor start = Tensor.of(Shape.of(2, 1, 1), 6, 0);
        RelevanceRules rules = RelevanceRules.of("z-plus").opposed();
        assertValues(relevance(LINEAR, WEIGHTS, input, "fc", start, rules), 0, 6, 0);
    }

    @Test
    void mistakesAreExplained() {
        try (Model model = model(LINEAR, WEIGHTS);
                Tape tape = model.record(Tensor.of(Shape.of(3, 1, 1), 1, 2, 3))) {
            RelevanceRules rules = RelevanceRules.of("z");
            Relevance wrong = Relevance.of(Tap.of("fc"), Tensor.of(Shape.of(2), 1, 1));
            assertThatThrownBy(() -> tape.relevance(List.of(wrong), rules, List.of(Tap.INPUT)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("linear: relevance to start with at fc has shape (2), expected that of the layer,"
                            + " (C, H, W) = (2, 1, 1)");
            Relevance low = Relevance.of(Tap.INPUT, Tensor.of(Shape.of(3, 1, 1), 1, 1, 1));
            assertThatThrownBy(() -> tape.relevance(List.of(low), rules, List.of(Tap.of("fc"))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("linear: fc lies neither at nor below the layer where relevance starts");
            assertThat(tape.relevance(List.of(), rules, List.of(Tap.INPUT))).isEmpty();
        }
    }

    @Test
    void relevanceThatIsNotFiniteNamesTheLayer() {
        Tensor input = Tensor.of(Shape.of(3, 1, 1), 1e-30f, 0, 0);
        Tensor start = Tensor.of(Shape.of(2, 1, 1), 1e38f, 0);
        RelevanceRules rules = RelevanceRules.everywhere(RelevanceRule.zPlus().withStabilizer(0));
        assertThatThrownBy(() -> relevance(LINEAR, WEIGHTS, input, "fc", start, rules))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageStartingWith("linear: the relevance of the input is NaN by the rules z-plus");
    }

    /** Weights that rules change are made once, working space is used again. */
    @Test
    void memoryStaysFlat() {
        ModelSpec spec = RandomNetworks.spec(4, true);
        try (Nd4jModel model = (Nd4jModel) model(spec, Weights.random(spec, 4))) {
            long after = 0;
            for (int i = 0; i < 5; i++) {
                try (Tape tape = model.record(RandomNetworks.input(spec, 4))) {
                    tape.relevance(
                            List.of(Relevance.of(Tap.of("fc"), Tensor.of(Shape.of(4, 1, 1), 1, 0, 0, 0))),
                            RelevanceRules.epsilonAlpha2Beta1(),
                            List.of(Tap.INPUT));
                }
                after = i == 0 ? model.memory().bytes() : after;
                assertThat(model.memory().bytes()).isEqualTo(after);
            }
        }
    }
}
