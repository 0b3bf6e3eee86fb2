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

class PatchAblationTest {
    /** One channel, 8 by 8: an object of 16 pixels of 1 on a ground of -1/3, so that the mean is 0. */
    private static Question question() {
        Tensor picture = Scene.map(1, -1 / 3f);
        Model model = FunctionModel.of(input -> {
            float sum = 0;
            for (int i = 0; i < 64; i++) {
                sum += Scene.OBJECT.contains(i) ? input.get(i) : 0;
            }
            return new float[] {0, sum};
        });
        return new Question(model, picture, model.predict(picture), new ClassDecision(1), Optional.empty());
    }

    /** Patches of one pixel: 1/16 of the score goes with each. */
    @Test
    void singlePixels_byHand() {
        PatchAblation four = new PatchAblation(4, 1, 3);
        double expected = 100 * (1 + 2 + 3 + 4) / 16.0 / 4;
        Score perfect = four.score(Scene.explained(question(), Scene.perfect()));
        assertThat(perfect.value().orElseThrow()).isEqualTo(expected, offset(1e-3));
        assertThat(Scene.value(four, Scene.explained(question(), Scene.worst())))
                .isEqualTo(0, offset(1e-3));
        assertThat(perfect.chance().orElseThrow()).isBetween(0.0, expected);
    }

    /** 3 by 3 patches around (2, 3), (2, 6) and (5, 3), the first places that leave room for each other. */
    @Test
    void patches_doNotOverlap() {
        int[] order = Ranking.descending(Scene.perfect().reshape(Shape.of(8, 8)));
        assertThat(Patches.chosen(order, 8, 3, 3)).containsExactly(2 * 8 + 3, 2 * 8 + 6, 5 * 8 + 3);
        PatchAblation one = new PatchAblation(1, 3, 0);
        // Of the object's rows 2 to 5 and columns 3 to 6, the first patch hides (2, 3), (2, 4), (3, 3) and (3, 4).
        assertThat(Scene.value(one, Scene.explained(question(), Scene.perfect())))
                .isEqualTo(25, offset(1e-3));
    }

    @Test
    void noMorePatchesThanFit() {
        PatchAblation many = new PatchAblation(100, 9, 0);
        assertThat(Scene.value(many, Scene.explained(question(), Scene.perfect())))
                .isEqualTo(100, offset(1e-3));
        assertThat(Patches.chosen(Ranking.descending(Scene.perfect().reshape(Shape.of(8, 8))), 8, 9, 100))
                .hasSize(1);
    }

    /** The same seed draws the same random pixels, another one others. */
    @Test
    void chance_isSeeded() {
        Explanation perfect = Scene.explained(question(), Scene.perfect());
        assertThat(new PatchAblation(5, 1, 1).score(perfect)).isEqualTo(new PatchAblation(5, 1, 1).score(perfect));
        assertThat(new PatchAblation(5, 1, 1).score(perfect).chance())
                .isNotEqualTo(new PatchAblation(5, 1, 2).score(perfect).chance());
    }

    @Test
    void scoreThatIsNotPositive_isUndefined() {
        Model against = FunctionModel.of(input -> new float[] {0, -1});
        assertThat(PatchAblation.defaults()
                        .score(Scene.explained(Scene.question(against), Scene.perfect()))
                        .value())
                .isEmpty();
        assertThatThrownBy(() -> new PatchAblation(1, 2, 0)).hasMessageContaining("odd");
    }
}
