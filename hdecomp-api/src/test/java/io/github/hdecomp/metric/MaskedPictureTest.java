package io.github.hdecomp.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import io.github.hdecomp.model.Model;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Drop and increase. */
class MaskedPictureTest {

    /** The object alone gives the whole score; all but the object gives none. */
    @Test
    void perfectAndWorst() {
        Explanation perfect = Scene.explained(Scene.perfect());
        Explanation worst = Scene.explained(Scene.worst());
        double lost = 100 * (Scene.sigmoid(4) - 0.5) / Scene.sigmoid(4);
        assertThat(Scene.value(Drop.soft(), perfect)).isZero();
        assertThat(Scene.value(Drop.soft(), worst)).isEqualTo(lost, offset(1e-9));
        assertThat(Scene.value(Increase.soft(), worst)).isZero();
        assertThat(Scene.value(Increase.soft(), perfect)).isZero();
    }

    /** Half of the object's score is left where the mask is a half there. */
    @Test
    void soft_byHand() {
        float[] values = Scene.map(2, -3).toArray();
        values[0] = 4;
        Explanation half = Scene.explained(Tensor.of(Shape.of(1, 8, 8), values));
        double expected = 100 * (Scene.sigmoid(4) - Scene.sigmoid(2)) / Scene.sigmoid(4);
        assertThat(Scene.value(Drop.soft(), half)).isEqualTo(expected, offset(1e-9));
        // From -3 to 4, the object is at five sevenths.
        double whole = 100 * (Scene.sigmoid(4) - Scene.sigmoid(4 * 5 / 7.0)) / Scene.sigmoid(4);
        assertThat(Scene.value(new Drop(new PictureMask.Soft(Scaling.WHOLE)), half))
                .isEqualTo(whole, offset(1e-5));
    }

    /** Where something outside speaks against the class, showing the object alone makes it more probable. */
    @Test
    void increase() {
        Model model = FunctionModel.of(input -> {
            float sum = 0;
            for (int i = 0; i < 64; i++) {
                sum += input.get(i) * (Scene.OBJECT.contains(i) ? 1 : -0.1f);
            }
            return new float[] {0, sum / 8};
        });
        Question question = Scene.question(model);
        assertThat(Scene.value(Increase.soft(), Scene.explained(question, Scene.perfect())))
                .isEqualTo(100);
        assertThat(Scene.value(Drop.soft(), Scene.explained(question, Scene.perfect())))
                .isZero();
        assertThat(Scene.value(Increase.soft(), Scene.explained(question, Scene.worst())))
                .isZero();
    }

    /** Of 64 places int(0.15 * 64) = 9 are above the tenth largest value, if no two are equal. */
    @Test
    void top_byHand() {
        float[] values = new float[64];
        for (int i = 0; i < 64; i++) {
            values[i] = (float) Math.sin(i);
        }
        float[] mask = new PictureMask.Top(0.15).of(Tensor.of(Shape.of(8, 8), values));
        int count = 0;
        for (float shown : mask) {
            count += shown == 1 ? 1 : 0;
        }
        assertThat(count).isEqualTo(9);
        // The four places above the limit among equal ones.
        float[] tied = new PictureMask.Top(0.5).of(Tensor.of(Shape.of(1, 6), 5, 1, 1, 1, 4, 1));
        assertThat(tied).containsExactly(1, 0, 0, 0, 1, 0);
    }

    @Test
    void top_perfectAndWorst() {
        Drop quarter = new Drop(new PictureMask.Top(0.25));
        assertThat(quarter.name()).isEqualTo("drop-top-25");
        assertThat(Scene.value(quarter, Scene.explained(Scene.perfect()))).isZero();
        float[] corner = new float[64];
        corner[0] = 1;
        double lost = 100 * (Scene.sigmoid(4) - 0.5) / Scene.sigmoid(4);
        assertThat(Scene.value(quarter, Scene.explained(Tensor.of(Shape.of(1, 8, 8), corner))))
                .isEqualTo(lost, offset(1e-9));
        assertThat(Drop.top15().name()).isEqualTo("drop-top-15");
        assertThat(Increase.top15().name()).isEqualTo("increase-top-15");
    }

    @Test
    void nothingShown_isUndefined() {
        for (Metric metric : new Metric[] {Drop.soft(), Drop.top15(), Increase.soft(), Increase.top15()}) {
            Score score = metric.score(Scene.explained(Scene.map(3, 3)));
            assertThat(score.value()).isEmpty();
            assertThat(score.remark())
                    .hasValueSatisfying(remark -> assertThat(remark).contains("nothing"));
            assertThat(metric.effort(Scene.INPUT)).isEqualTo(new Effort(1, 0));
        }
        assertThatThrownBy(() -> new PictureMask.Top(1)).hasMessageContaining("below 1");
    }

    /** A probability that float32 logits bring to zero cannot be lost. */
    @Test
    void impossibleClass_isUndefined() {
        Model sure = FunctionModel.of(input -> new float[] {2000, 0});
        assertThat(Drop.soft()
                        .score(Scene.explained(Scene.question(sure), Scene.perfect()))
                        .value())
                .isEmpty();
    }
}
