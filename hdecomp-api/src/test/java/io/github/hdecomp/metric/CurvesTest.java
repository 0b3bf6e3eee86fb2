package io.github.hdecomp.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Insertion and deletion on a network that sees the object alone; a row of eight pixels is a step. */
class CurvesTest {
    private static final Deletion DELETION = new Deletion(1);
    private static final Insertion INSERTION = new Insertion(1, Insertion.Start.ZERO);

    /** The object's 16 pixels are gone after two of eight steps: logits 4, 2, 0, 0, … */
    @Test
    void deletion_byHand() {
        assertThat(DELETION.curve(Scene.explained(Scene.perfect())))
                .containsExactly(
                        new double[] {Scene.sigmoid(4), Scene.sigmoid(2), 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5},
                        offset(1e-9));
        double area = (Scene.sigmoid(4) / 2 + Scene.sigmoid(2) + 6 * 0.5 + 0.25) / 8;
        assertThat(Scene.value(DELETION, Scene.explained(Scene.perfect()))).isEqualTo(area, offset(1e-9));
    }

    @Test
    void insertion_byHand() {
        double area = (0.25 + Scene.sigmoid(2) + 6 * Scene.sigmoid(4) + Scene.sigmoid(4) / 2) / 8;
        assertThat(Scene.value(INSERTION, Scene.explained(Scene.perfect()))).isEqualTo(area, offset(1e-9));
    }

    /** No order of pixels is better than the one that takes the object's first, and none worse than that which takes them last. */
    @Test
    void perfectAndWorst_boundAllMaps() {
        SplittableRandom random = new SplittableRandom(5);
        double best = Scene.value(DELETION, Scene.explained(Scene.perfect()));
        double worst = Scene.value(DELETION, Scene.explained(Scene.worst()));
        double most = Scene.value(INSERTION, Scene.explained(Scene.perfect()));
        double least = Scene.value(INSERTION, Scene.explained(Scene.worst()));
        assertThat(best).isLessThan(worst);
        assertThat(most).isGreaterThan(least);
        for (int trial = 0; trial < 50; trial++) {
            float[] values = new float[64];
            for (int i = 0; i < 64; i++) {
                values[i] = (float) random.nextDouble();
            }
            Explanation any = Scene.explained(Tensor.of(Shape.of(1, 8, 8), values));
            assertThat(Scene.value(DELETION, any)).isBetween(best, worst);
            assertThat(Scene.value(INSERTION, any)).isBetween(least, most);
        }
    }

    /** Equal values go in row-major order: a constant map takes row after row. */
    @Test
    void ties() {
        Explanation constant = Scene.explained(Scene.map(3, 3));
        double[] curve = DELETION.curve(constant);
        double[] logits = {4, 4, 4, 3, 2, 1, 0, 0, 0};
        for (int i = 0; i < 9; i++) {
            assertThat(curve[i]).isEqualTo(Scene.sigmoid(logits[i]), offset(1e-9));
        }
        assertThat(DELETION.score(constant).remark()).isPresent();
        assertThat(INSERTION.score(constant).remark()).isPresent();
    }

    @Test
    void lastStepMayBeShorter() {
        Deletion three = new Deletion(3);
        assertThat(three.curve(Scene.explained(Scene.perfect()))).hasSize(4);
        assertThat(three.effort(Scene.INPUT)).isEqualTo(new Effort(4, 0));
        assertThat(three.curve(Scene.explained(Scene.worst()))[3]).isEqualTo(0.5, offset(1e-9));
    }

    /** Only one batch of altered pictures is in memory. */
    @Test
    void batchesAreBounded() {
        List<Integer> batches = new ArrayList<>();
        Model model = FunctionModel.counting(batches, input -> new float[] {0, 0});
        Tensor picture = Tensor.of(Shape.of(1, 100, 1), new float[100]);
        Question question =
                new Question(model, picture, model.predict(picture), new ClassDecision(1), Optional.empty());
        DELETION.score(Scene.explained(question, picture));
        assertThat(batches).containsExactly(16, 16, 16, 16, 16, 16, 5);
        assertThat(DELETION.effort(picture.shape())).isEqualTo(new Effort(101, 0));
    }

    @Test
    void blur_windowAddsUpToOne() {
        double[] window = Blur.window();
        double sum = 0;
        for (int i = 0; i < 11; i++) {
            sum += window[i];
            assertThat(window[i]).isEqualTo(window[10 - i], offset(1e-15));
        }
        assertThat(sum).isEqualTo(1, offset(1e-12));
    }

    /** A naive sum over the reflected signal, and two dimensions on a picture with a single 1. */
    @Test
    void blur_naively() {
        double[] window = Blur.window();
        double total = 0;
        for (int d = -20; d <= 20; d++) {
            total += Math.exp(-d * d / 50.0);
        }
        for (int i = 0; i < 11; i++) {
            double expected = 0;
            for (int d = -20; d <= 20; d++) {
                int at = i + d;
                while (at < 0 || at > 10) {
                    at = at < 0 ? -1 - at : 21 - at;
                }
                expected += at == 5 ? Math.exp(-d * d / 50.0) / total : 0;
            }
            assertThat(window[i]).isEqualTo(expected, offset(1e-12));
        }
        float[] spike = new float[2 * 20 * 30];
        spike[20 * 30 + 2 * 30 + 4] = 1;
        float[] blurred = Blur.apply(Tensor.of(Shape.of(2, 20, 30), spike));
        for (int y = 0; y < 20; y++) {
            for (int x = 0; x < 30; x++) {
                double expected =
                        Math.abs(y - 2) <= 5 && Math.abs(x - 4) <= 5 ? window[y - 2 + 5] * window[x - 4 + 5] : 0;
                assertThat((double) blurred[600 + y * 30 + x]).isEqualTo(expected, offset(1e-7));
                assertThat(blurred[y * 30 + x]).isZero();
            }
        }
    }

    /** Insertion begins with the blurred picture and ends with the picture. */
    @Test
    void insertion_startsBlurred() {
        double[] curve = Insertion.defaults().curve(Scene.explained(Scene.perfect()));
        assertThat(curve).hasSize(2);
        assertThat(curve[1]).isEqualTo(Scene.sigmoid(4), offset(1e-9));
        assertThat(curve[0]).isGreaterThan(0.5).isLessThan(Scene.sigmoid(4));
    }

    @Test
    void declarations() {
        assertThat(DELETION.direction()).isEqualTo(Direction.LOWER_IS_BETTER);
        assertThat(INSERTION.direction()).isEqualTo(Direction.HIGHER_IS_BETTER);
        assertThat(DELETION.needs()).containsExactly(Need.MODEL, Need.CLASS);
        assertThat(Deletion.defaults().effort(Shape.of(3, 224, 224))).isEqualTo(new Effort(29, 0));
        assertThat(Insertion.defaults().effort(Shape.of(3, 224, 224))).isEqualTo(new Effort(29, 0));
        assertThatThrownBy(() -> new Deletion(0)).hasMessageContaining("0 rows");
        assertThatThrownBy(() -> new Insertion(0, Insertion.Start.ZERO)).hasMessageContaining("0 rows");
    }
}
