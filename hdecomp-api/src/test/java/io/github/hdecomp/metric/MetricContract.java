package io.github.hdecomp.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What every metric keeps to. */
public abstract class MetricContract {

    /** The metric to be tested. */
    protected abstract Metric metric();

    private static Explanation random(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[128];
        for (int i = 0; i < 128; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        return Scene.explained(Tensor.of(Scene.INPUT, values));
    }

    @Test
    void name_isInKebabCase() {
        assertThat(metric().name()).matches("[a-z0-9]+(-[a-z0-9]+)*");
    }

    @Test
    void effort_isDeclared() {
        Effort effort = metric().effort(Shape.of(3, 224, 224));
        boolean runs = metric().needs().contains(Need.MODEL);
        assertThat(effort.forwards() > 0 || effort.explanations() > 0).isEqualTo(runs);
        assertThat(effort.explanations() > 0).isEqualTo(metric().needs().contains(Need.METHOD));
    }

    /** Any map has a score in the range, or none and a reason why; the same one every time. */
    @Test
    void scores_areInTheRangeAndRepeatable() {
        for (long seed = 0; seed < 20; seed++) {
            Explanation explanation = random(seed);
            Score score = metric().score(explanation);
            assertThat(metric().score(explanation)).isEqualTo(score);
            assertThat(score.value().isPresent() || score.remark().isPresent()).isTrue();
            score.value()
                    .ifPresent(value ->
                            assertThat(metric().range().contains(value)).isTrue());
            score.chance()
                    .ifPresent(chance ->
                            assertThat(metric().range().contains(chance)).isTrue());
        }
    }

    /** Maps that say nothing have a defined result, or a reason why there is none; never NaN. */
    @Test
    void degenerateMaps_sayWhy() {
        for (float constant : new float[] {0, 1, -1}) {
            Score score = metric().score(Scene.explained(Scene.map(constant, constant)));
            assertThat(score.value().isPresent() || score.remark().isPresent()).isTrue();
        }
    }
}
