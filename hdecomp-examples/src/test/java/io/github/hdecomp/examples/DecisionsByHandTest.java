package io.github.hdecomp.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.github.hdecomp.analysis.AdversarialChange;
import io.github.hdecomp.analysis.FailureDiagnosis;
import io.github.hdecomp.analysis.FailureStories;
import io.github.hdecomp.analysis.Figure;
import io.github.hdecomp.analysis.ProjectedGradientDescent;
import io.github.hdecomp.analysis.ProjectedGradientDescent.Norm;
import io.github.hdecomp.data.BulkRun;
import io.github.hdecomp.data.ImageSet;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.NeuronDecision;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Tensor;
import io.github.hdecomp.tree.Options;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Attacks on, and failures of, a network that can be worked out by hand. */
class DecisionsByHandTest {
    private static final BulkRun RUN = BulkRun.defaults();
    private static final double EXACT = 1e-5;

    @SuppressWarnings("NullAway.Init") // By open(), before any test.
    private static Model model;

    @BeforeAll
    static void open() throws IOException {
        model = HandNetwork.build();
    }

    @AfterAll
    static void close() {
        model.close();
    }

    private static ProjectedGradientDescent step(Norm norm, double size) {
        return new ProjectedGradientDescent(norm, 1, size, 1, false, 0);
    }

    /**
     * The slope of score 0 over score 1 is 8, -2, -16 in the first pixel and 0, -2, -12 in the third, over 4; red is as bright as
     * it can be in the first, and closed in the third.
     */
    @Test
    void oneStep() {
        Tensor input = HandNetwork.input(model, HandNetwork.A);
        for (OptionalInt target : List.of(OptionalInt.empty(), OptionalInt.of(0))) {
            colours(step(Norm.MAXIMUM, 0.1).attack(model, input, 1, target), 1, 0.5, 0.1, 0, 0.3, 0.9);
            double length = Math.sqrt(64 + 4 + 256 + 4 + 144);
            colours(step(Norm.EUCLIDEAN, 0.01 * length).attack(model, input, 1, target), 1, 0.58, 0.04, 0, 0.38, 0.88);
        }
        colours(
                new ProjectedGradientDescent(Norm.MAXIMUM, 0.05, 0.1, 1, false, 0)
                        .attack(model, input, 1, OptionalInt.empty()),
                1,
                0.55,
                0.15,
                0,
                0.35,
                0.95);
    }

    /** Red, green and blue of the first pixel, then of the third; the others stay black. */
    private static void colours(Tensor picture, double... expected) {
        for (int i = 0; i < 6; i++) {
            assertThat(picture.get(i % 3 * 4 + i / 3 * 2))
                    .as("colour %d", i)
                    .isCloseTo((float) expected[i], offset(1e-5f));
            assertThat(picture.get(i % 3 * 4 + i / 3 * 2 + 1)).isZero();
        }
    }

    @Test
    void randomStartsAreSeeded() {
        Tensor input = HandNetwork.input(model, HandNetwork.A);
        for (Norm norm : Norm.values()) {
            var attack = new ProjectedGradientDescent(norm, 0.2, 0.05, 2, true, 1);
            var other = new ProjectedGradientDescent(norm, 0.2, 0.05, 2, true, 2);
            Tensor attacked = attack.attack(model, input, 1, OptionalInt.empty());
            assertThat(attack.attack(model, input, 1, OptionalInt.empty())).isEqualTo(attacked);
            assertThat(other.attack(model, input, 1, OptionalInt.empty())).isNotEqualTo(attacked);
        }
    }

    /** A step of 0.2 takes the scores of A to 3.35 and 3.55, one of 0.4 to 3.2 and 2.6. */
    @Test
    void peaksOfBothClassesChannels() {
        var weak = new AdversarialChange(step(Norm.MAXIMUM, 0.2), 2, -1, List.of())
                .measure(model, HandNetwork.input(model, HandNetwork.A));
        assertThat(weak.fooled()).isFalse();
        assertThat(weak.after()).isEmpty();
        var strong = new AdversarialChange(step(Norm.MAXIMUM, 0.4), 2, -1, List.of())
                .measure(model, HandNetwork.input(model, HandNetwork.A));
        assertThat(strong.predicted()).isEqualTo(1);
        assertThat(strong.attackedClass()).isZero();
        assertThat(strong.layer()).isEqualTo("relu2");
        responses(strong.before(), new int[] {1, 0}, new double[][] {{3.4, 1.8}, {5.2, 4.4}});
        responses(strong.after(), new int[] {0, 2}, new double[][] {{5.2, 4.4}, {0.8, 1}});
        double before = Math.exp(4.95) / (Math.exp(4.95) + Math.exp(3.15));
        assertThat(strong.cleanProbability()).isCloseTo(before, offset(EXACT));
    }

    private static void responses(List<AdversarialChange.Response> found, int[] channels, double[][] peaks) {
        assertThat(found).hasSize(channels.length);
        for (int i = 0; i < channels.length; i++) {
            assertThat(found.get(i).channel()).isEqualTo(channels[i]);
            assertThat(found.get(i).clean()).isCloseTo(peaks[i][0], offset(EXACT));
            assertThat(found.get(i).attacked()).isCloseTo(peaks[i][1], offset(EXACT));
        }
    }

    @Test
    void changesOverASet() throws IOException {
        var result = new AdversarialChange(step(Norm.MAXIMUM, 0.4), 2, -1, List.of())
                .run(model, new HandNetwork.Pictures(List.of(HandNetwork.A), List.of(1)), RUN);
        assertThat(result.succeeded().mean()).isEqualTo(1);
        assertThat(result.before().mean()).isCloseTo((-1.6 - 0.8) / 2, offset(EXACT));
        assertThat(result.after().mean()).isCloseTo((-0.8 + 0.2) / 2, offset(EXACT));
        Figure picture = result.figures().get(0);
        assertThat(picture.series()).extracting(Figure.Series::name).containsExactly("clean", "attacked");
        assertThat(picture.series().get(0).names()).containsExactly("1: #1", "1: #0", "0: #0", "0: #2");
        assertThat(result.figures()).hasSize(2);
    }

    /** B is of class 0 already: nothing is done to it, and it does not count. */
    @Test
    void aTargetThatIsThereAlready() throws IOException {
        var result =
                new AdversarialChange(step(Norm.MAXIMUM, 0.4), 2, 0, List.of()).run(model, HandNetwork.aAndB(), RUN);
        assertThat(result.succeeded().n()).isEqualTo(1);
        assertThat(result.succeeded().undefined()).isEqualTo(1);
        assertThat(result.succeeded().mean()).isEqualTo(1);
        var untouched = result.pictures().get(HandNetwork.B).value();
        assertThat(untouched.attackedProbability()).isEqualTo(untouched.cleanProbability());
        assertThat(untouched.before())
                .allSatisfy(response -> assertThat(response.change()).isZero());
        var missed =
                new AdversarialChange(step(Norm.MAXIMUM, 0.2), 2, 0, List.of()).run(model, HandNetwork.aAndB(), RUN);
        assertThat(missed.succeeded().mean()).isZero();
    }

    /** A as of class 0: only class 1 reads channel 1, in the third pixel; without that pixel, scores are 3.6 and 2.2. */
    @Test
    void theStoryOfAFailure() throws IOException {
        FailureDiagnosis diagnosis = new FailureDiagnosis(Options.defaults().withChildren(2), 0.5, 40);
        var found = diagnosis
                .diagnose(model, HandNetwork.input(model, HandNetwork.A), 0)
                .orElseThrow();
        assertThat(found.wrong()).isEqualTo(1);
        assertThat(found.evidence())
                .extracting(FailureDiagnosis.WrongEvidence::neuron)
                .containsExactly(
                        new NeuronDecision(Tap.of("relu2"), 1, 1, 0), new NeuronDecision(Tap.of("relu1"), 2, 1, 0));
        assertThat(found.evidence().get(0).share()).isCloseTo(3.45 / 4.95, offset(EXACT));
        assertThat(found.evidence().get(1).share()).isCloseTo(3.45 / 4.95 * 3 / 3.4, offset(EXACT));
        assertThat(found.tried()).as("both lie in one place").hasSize(1);
        var repair = found.repair().orElseThrow();
        assertThat(repair.evidence().region()).isEqualTo(new Region(1, 0, 1, 1));
        assertThat(repair.trueProbability()).isCloseTo(1 / (1 + Math.exp(2.2 - 3.6)), offset(EXACT));
        ImageSet images = new HandNetwork.Pictures(List.of(HandNetwork.A, HandNetwork.B), List.of(0, 0));
        var stories = new FailureStories(diagnosis).run(model, images, RUN);
        assertThat(stories.wrong()).isEqualTo(1);
        assertThat(stories.repaired()).isEqualTo(1);
        assertThat(stories.stories().get(0).value().repairedBy()).isEqualTo("relu2[1, 1, 0]");
        // A place may not cover more than it says: a fifth of the picture is less than a pixel.
        assertThat(new FailureDiagnosis(Options.defaults(), 0.2, 40)
                        .diagnose(model, HandNetwork.input(model, HandNetwork.A), 0)
                        .orElseThrow()
                        .tried())
                .isEmpty();
    }
}
