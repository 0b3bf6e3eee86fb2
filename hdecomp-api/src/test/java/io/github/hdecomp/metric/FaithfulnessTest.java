package io.github.hdecomp.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Infidelity, max-sensitivity and the sanity check. */
class FaithfulnessTest {

    /** The gradient of the linear network: an eighth on the object, in both channels. */
    private static Tensor gradient(float factor) {
        float[] values = new float[128];
        for (int i = 0; i < 128; i++) {
            values[i] = Scene.OBJECT.contains(i % 64) ? factor / 8 : 0;
        }
        return Tensor.of(Scene.INPUT, values);
    }

    /** A linear network's gradient predicts every change exactly; zero predicts none. */
    @Test
    void infidelity_perfectAndWorst() {
        for (Infidelity metric : new Infidelity[] {Infidelity.defaults(), Infidelity.comparing()}) {
            assertThat(Scene.value(metric, Scene.explained(gradient(1)))).isEqualTo(0, offset(1e-9));
            double nothing = Scene.value(metric, Scene.explained(gradient(0)));
            assertThat(nothing).isGreaterThan(1e-8);
            assertThat(metric.effort(Scene.INPUT).forwards()).isEqualTo(metric.samples());
        }
        // Half of every change is predicted: a quarter of the square is left.
        double half = Scene.value(Infidelity.defaults(), Scene.explained(gradient(0.5f)));
        double none = Scene.value(Infidelity.defaults(), Scene.explained(gradient(0)));
        assertThat(half).isEqualTo(none / 4, offset(none * 1e-3));
    }

    /** The whole picture removed: 4 of logit, of which an attribution that sums to 3 predicts 3. */
    @Test
    void infidelity_byHand() {
        Infidelity whole = new Infidelity(new Perturbation.Square(1), 2, false, 0);
        assertThat(Scene.value(whole, Scene.explained(gradient(0.75f)))).isEqualTo(1, offset(1e-6));
        // A map of places is spread over both channels and keeps its sum, however coarse it is.
        Tensor places = Tensor.of(Shape.of(1, 2, 2), 0.5f, 1, 0.75f, 0.75f);
        assertThat(Scene.value(whole, Scene.explained(places))).isEqualTo(1, offset(1e-6));
    }

    /** Units do not matter when scaled, a wrong place does. */
    @Test
    void infidelity_scaled() {
        Infidelity metric = Infidelity.comparing();
        assertThat(Scene.value(metric, Scene.explained(gradient(-70)))).isEqualTo(0, offset(1e-9));
        assertThat(Scene.value(metric, Scene.explained(Scene.worst()))).isGreaterThan(0.1);
        assertThat(Scene.value(metric, Scene.explained(Scene.perfect()))).isEqualTo(0, offset(1e-9));
    }

    @Test
    void infidelity_seeded() {
        Explanation worst = Scene.explained(Scene.worst());
        assertThat(Infidelity.defaults().score(worst))
                .isEqualTo(Infidelity.defaults().score(worst));
        assertThat(new Infidelity(new Perturbation.Noise(1), 3, false, 1).score(worst))
                .isNotEqualTo(new Infidelity(new Perturbation.Noise(1), 3, false, 2).score(worst));
        assertThatThrownBy(() -> new Perturbation.Noise(0)).hasMessageContaining("positive");
        assertThatThrownBy(() -> new Perturbation.Square(1.5)).hasMessageContaining("at most 1");
    }

    /** A method that looks at nothing never changes; one that shows the picture changes as far as the picture does. */
    @Test
    void maxSensitivity_perfectAndByHand() {
        MaxSensitivity metric = new MaxSensitivity(5, 0.02, 7);
        Question question = Scene.question(Scene.model());
        assertThat(Scene.value(metric, Scene.explained(question, Scene.perfect())))
                .isZero();
        Explanation echo = Scene.explained(question, new MapMethod((model, input) -> input));
        // Every value moves by at most 0.02 of 1, on average by 0.02 / sqrt(3).
        assertThat(Scene.value(metric, echo)).isBetween(0.9 * 0.02 / Math.sqrt(3), 0.02);
        assertThat(metric.effort(Scene.INPUT)).isEqualTo(new Effort(0, 5));
        assertThat(metric.needs()).contains(Need.METHOD);
    }

    /** The largest of the samples counts: values that the third sample doubles score 1. */
    @Test
    void maxSensitivity_takesTheLargest() {
        int[] calls = new int[1];
        MapMethod jumpy = new MapMethod((model, input) -> {
            calls[0]++;
            return Scene.map(calls[0] == 4 ? 2 : 1, 0);
        });
        Explanation explanation = Scene.explained(Scene.question(Scene.model()), jumpy);
        assertThat(Scene.value(new MaxSensitivity(5, 0.1, 0), explanation)).isEqualTo(1, offset(1e-12));
        assertThat(calls[0]).isEqualTo(6);
    }

    @Test
    void maxSensitivity_ofZero() {
        Explanation zero = Scene.explained(Scene.map(0, 0));
        Score score = MaxSensitivity.defaults().score(zero);
        assertThat(score.value()).hasValue(0);
        assertThat(score.remark()).isPresent();
        assertThatThrownBy(() -> new MaxSensitivity(1, 0, 0)).hasMessageContaining("positive radius");
    }

    /** The same map for any network fails the check; the reverse order and another order pass it. */
    @Test
    void sanity_perfectAndWorst() {
        Model other = FunctionModel.of(input -> new float[] {0, 0});
        Question question = Scene.question(Scene.model());
        float[] rising = new float[64];
        float[] falling = new float[64];
        for (int i = 0; i < 64; i++) {
            rising[i] = i + 1;
            falling[i] = 64 - i;
        }
        Tensor up = Tensor.of(Shape.of(1, 8, 8), rising);
        Tensor down = Tensor.of(Shape.of(1, 8, 8), falling);
        Explanation blind = Scene.explained(question, up);
        assertThat(Scene.value(SanityCheck.of(other), blind)).isEqualTo(1, offset(1e-12));
        Explanation seeing = Scene.explained(question, new MapMethod((model, input) -> model == other ? down : up));
        assertThat(Scene.value(new SanityCheck(other, false, false), seeing)).isEqualTo(-1, offset(1e-12));
        assertThat(SanityCheck.of(other).direction()).isEqualTo(Direction.LOWER_IS_BETTER);
        assertThat(SanityCheck.of(other).effort(Scene.INPUT)).isEqualTo(new Effort(0, 1));
    }

    /** Channels 1 and -1 cancel in a signed map, but not in one of magnitudes. */
    @Test
    void sanity_signedByHand() {
        Model other = FunctionModel.of(input -> new float[] {0, 0});
        Tensor before = Tensor.of(Shape.of(2, 1, 3), 1, 2, 3, -1, -1, -1);
        Tensor after = Tensor.of(Shape.of(2, 1, 3), -1, -2, -3, 0, 0, 0);
        Tensor picture = Tensor.of(Shape.of(2, 1, 3), new float[6]);
        Question question =
                new Question(other, picture, other.predict(picture), new ClassDecision(0), Optional.empty());
        Model random = FunctionModel.of(input -> new float[] {0, 0});
        Explanation explanation =
                Scene.explained(question, new MapMethod((model, input) -> model == random ? after : before));
        assertThat(Scene.value(new SanityCheck(random, true, false), explanation))
                .isEqualTo(-1, offset(1e-12));
        assertThat(Scene.value(new SanityCheck(random, false, false), explanation))
                .isEqualTo(1, offset(1e-12));
    }

    @Test
    void sanity_constantMap_isUndefined() {
        Model other = FunctionModel.of(input -> new float[] {0, 0});
        assertThat(SanityCheck.of(other).score(Scene.explained(Scene.map(1, 1))).value())
                .isEmpty();
    }

    /** Values beyond the 99th percentile are equal: of 101 values 0 … 100 it is 99, so that the last two share their rank. */
    @Test
    void sanity_clipped() {
        Model other = FunctionModel.of(input -> new float[] {0, 0});
        float[] up = new float[101];
        float[] swapped = new float[101];
        for (int i = 0; i < 101; i++) {
            up[i] = i;
            swapped[i] = i;
        }
        swapped[99] = 100;
        swapped[100] = 99;
        Tensor picture = Tensor.of(Shape.of(1, 1, 101), new float[101]);
        Question question =
                new Question(other, picture, other.predict(picture), new ClassDecision(0), Optional.empty());
        Model random = FunctionModel.of(input -> new float[] {0, 0});
        Explanation explanation = Scene.explained(
                question,
                new MapMethod((model, input) -> Tensor.of(Shape.of(1, 1, 101), model == random ? swapped : up)));
        assertThat(Scene.value(new SanityCheck(random, false, true), explanation))
                .isEqualTo(1, offset(1e-12));
        assertThat(Scene.value(new SanityCheck(random, false, false), explanation))
                .isLessThan(1);
    }
}
