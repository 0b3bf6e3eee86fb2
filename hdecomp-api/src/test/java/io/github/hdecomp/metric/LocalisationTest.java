package io.github.hdecomp.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import io.github.hdecomp.map.Mask;
import io.github.hdecomp.tensor.Extent;
import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The metrics that know where the object is. */
class LocalisationTest {
    private static List<Metric> metrics() {
        return List.of(
                PointingGame.defaults().withTolerance(1),
                EnergyPointingGame.defaults(),
                new TopFractionIou(0.25),
                new SizeAdaptivePrecision());
    }

    private static Explanation on(Mask object, boolean ignored, boolean difficult, Tensor values) {
        Question question = Scene.question(Scene.model());
        return Scene.explained(
                new Question(
                        question.model(),
                        question.input(),
                        question.prediction(),
                        question.target(),
                        Optional.of(new GroundTruth(object, ignored, difficult))),
                values);
    }

    @ParameterizedTest
    @MethodSource("metrics")
    void perfectAndWorst(Metric metric) {
        assertThat(Scene.value(metric, Scene.explained(Scene.perfect()))).isEqualTo(100);
        assertThat(Scene.value(metric, Scene.explained(Scene.worst()))).isZero();
    }

    @ParameterizedTest
    @MethodSource("metrics")
    void needsTheObject(Metric metric) {
        assertThat(metric.needs()).containsExactly(Need.OBJECT);
        assertThat(metric.effort(Scene.INPUT)).isEqualTo(Effort.NONE);
        assertThat(metric.direction()).isEqualTo(Direction.HIGHER_IS_BETTER);
        Question question = Scene.question(Scene.model());
        Question unknown = new Question(
                question.model(), question.input(), question.prediction(), question.target(), Optional.empty());
        assertThatThrownBy(() -> metric.score(Scene.explained(unknown, Scene.perfect())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(metric.name())
                .hasMessageContaining("boxes or a mask");
    }

    @ParameterizedTest
    @MethodSource("metrics")
    void objectOutOfSight_isUndefined(Metric metric) {
        Mask none = Mask.of(new Extent(8, 8), List.of());
        assertThat(metric.score(on(none, false, false, Scene.perfect())).value())
                .isEmpty();
    }

    @Test
    void constantMaps() {
        Explanation constant = Scene.explained(Scene.map(2, 2));
        Score pointing = PointingGame.defaults().withTolerance(1).score(constant);
        assertThat(pointing.value()).hasValue(0);
        assertThat(pointing.remark())
                .hasValueSatisfying(remark -> assertThat(remark).contains("constant"));
        assertThat(EnergyPointingGame.defaults().score(constant).value()).isEmpty();
        assertThat(EnergyPointingGame.defaults()
                        .score(Scene.explained(Scene.map(-1, -2)))
                        .value())
                .isEmpty();
        assertThat(TopFractionIou.defaults().score(constant).value()).isEmpty();
        assertThat(new SizeAdaptivePrecision().score(constant).value()).isEmpty();
    }

    /** One row of five pixels, the object the first, the largest value the fourth: three pixels away. */
    @Test
    void pointing_toleranceIsStrict() {
        Mask object = Mask.of(new Extent(1, 5), List.of(new Region(0, 0, 1, 1)));
        Tensor values = Tensor.of(Shape.of(1, 1, 5), 0, 0, 0, 7, 1);
        Explanation explanation = on(object, false, false, values);
        assertThat(Scene.value(PointingGame.defaults().withTolerance(3), explanation))
                .isZero();
        assertThat(Scene.value(PointingGame.defaults().withTolerance(4), explanation))
                .isEqualTo(100);
        assertThat(PointingGame.defaults().withTolerance(3).score(explanation).chance())
                .hasValue(60);
    }

    @Test
    void pointing_ties() {
        Mask object = Mask.of(new Extent(1, 4), List.of(new Region(0, 2, 1, 1)));
        Explanation tied = on(object, false, false, Tensor.of(Shape.of(1, 1, 4), 0, 5, 5, 1));
        PointingGame first = PointingGame.defaults().withTolerance(0);
        assertThat(Scene.value(first, tied)).isZero();
        assertThat(Scene.value(new PointingGame(0, PointingGame.Ties.ANY, PointingGame.Subset.ALL, 0), tied))
                .isEqualTo(100);
    }

    @Test
    void pointing_subsets() {
        PointingGame all = PointingGame.defaults().withTolerance(1);
        PointingGame difficult = all.withSubset(PointingGame.Subset.DIFFICULT);
        assertThat(difficult.name()).isEqualTo("pointing-game-difficult");
        assertThat(all.score(on(Scene.OBJECT, true, true, Scene.perfect())).value())
                .isEmpty();
        assertThat(difficult
                        .score(on(Scene.OBJECT, false, false, Scene.perfect()))
                        .value())
                .isEmpty();
        assertThat(difficult
                        .score(on(Scene.OBJECT, false, true, Scene.perfect()))
                        .value())
                .hasValue(100);
    }

    /** A lone spike outside loses against a broad hill inside once the map is smoothed. */
    @Test
    void pointing_smoothing() {
        float[] values = new float[400];
        for (int y = 12; y < 18; y++) {
            Arrays.fill(values, y * 20 + 12, y * 20 + 18, 1);
        }
        values[5 * 20 + 5] = 3;
        Mask object = Mask.of(new Extent(20, 20), List.of(new Region(12, 12, 6, 6)));
        Explanation explanation = on(object, false, false, Tensor.of(Shape.of(1, 20, 20), values));
        assertThat(Scene.value(PointingGame.defaults().withTolerance(1), explanation))
                .isZero();
        assertThat(Scene.value(new PointingGame(1, PointingGame.Ties.FIRST, PointingGame.Subset.ALL, 0.1), explanation))
                .isEqualTo(100);
    }

    /** Values 1, -2, 3, 0, 6 of which the first two and the last lie on the object. */
    @Test
    void energy_byHand() {
        Mask object = Mask.of(new Extent(1, 5), List.of(new Region(0, 0, 1, 2), new Region(0, 4, 1, 1)));
        Explanation explanation = on(object, false, false, Tensor.of(Shape.of(1, 1, 5), 1, -2, 3, 0, 6));
        Score positive = EnergyPointingGame.defaults().score(explanation);
        assertThat(positive.value().orElseThrow()).isEqualTo(100 * 7 / 10.0, offset(1e-4));
        assertThat(positive.chance()).hasValue(60);
        // Shifted by 2: 3, 0, 5, 2, 8.
        assertThat(Scene.value(new EnergyPointingGame(Scaling.WHOLE), explanation))
                .isEqualTo(100 * 11 / 18.0, offset(1e-4));
    }

    /** What all places have in common is no evidence for any of them. */
    @Test
    void energy_ofPositiveMaps_startsAtTheSmallestValue() {
        assertThat(Scene.value(EnergyPointingGame.defaults(), Scene.explained(Scene.map(11, 10))))
                .isEqualTo(100);
    }

    /** Half of six places are 5, 4 and the first of two 3s; the object is the second and the third place. */
    @Test
    void top_byHand() {
        Mask object = Mask.of(new Extent(1, 6), List.of(new Region(0, 1, 1, 2)));
        Explanation explanation = on(object, false, false, Tensor.of(Shape.of(1, 1, 6), 3, 5, -9, 3, 4, 0));
        Score iou = new TopFractionIou(0.5).score(explanation);
        assertThat(iou.value().orElseThrow()).isEqualTo(100 / 4.0, offset(1e-9));
        assertThat(iou.chance().orElseThrow()).isEqualTo(100 / 4.0, offset(1e-9));
        Score precision = new SizeAdaptivePrecision().score(explanation);
        assertThat(precision.value()).hasValue(50);
        assertThat(precision.chance().orElseThrow()).isEqualTo(100 / 3.0, offset(1e-9));
    }

    /** A coarse map is enlarged to the size at which the object is known. */
    @Test
    void coarseMap() {
        Mask object = Mask.of(new Extent(4, 4), List.of(new Region(0, 0, 2, 2)));
        Explanation explanation = on(object, false, false, Tensor.of(Shape.of(1, 2, 2), 1, 0, 0, 0));
        assertThat(explanation.map(new Extent(4, 4)).toArray())
                .containsExactly(
                        1, 0.75f, 0.25f, 0, 0.75f, 0.5625f, 0.1875f, 0, 0.25f, 0.1875f, 0.0625f, 0, 0, 0, 0, 0);
        assertThat(Scene.value(EnergyPointingGame.defaults(), explanation)).isEqualTo(100 * 3.0625 / 4, offset(1e-4));
    }

    @Test
    void wrongParameters() {
        assertThatThrownBy(() -> new TopFractionIou(0)).hasMessageContaining("above 0");
        assertThatThrownBy(() -> PointingGame.defaults().withTolerance(-1)).hasMessageContaining("-1");
    }
}
