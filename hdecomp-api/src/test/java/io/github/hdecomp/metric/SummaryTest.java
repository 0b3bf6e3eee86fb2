package io.github.hdecomp.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import io.github.hdecomp.statistics.Bootstrap;
import io.github.hdecomp.statistics.Interval;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class SummaryTest {
    private static Summary.Entry entry(int classId, double value) {
        return new Summary.Entry(classId, Score.of(value, 10));
    }

    /** Three of class 0 score 100, 100 and 40, one of class 7 scores 20. */
    @Test
    void byHand() {
        List<Summary.Entry> entries = List.of(entry(0, 100), entry(0, 100), entry(7, 20), entry(0, 40));
        Summary pictures = Summary.of(entries, Averaging.OVER_PICTURES, Bootstrap.defaults());
        assertThat(pictures.mean()).hasValue(65);
        assertThat(pictures.chance()).hasValue(10);
        assertThat(pictures.interval().orElseThrow())
                .satisfies(interval -> assertThat(interval.low()).isBetween(20.0, 60.0))
                .satisfies(interval -> assertThat(interval.high()).isBetween(70.0, 100.0));
        Summary classes = Summary.of(entries, Averaging.OVER_CLASSES, Bootstrap.defaults());
        assertThat(classes.mean().orElseThrow()).isEqualTo((80 + 20) / 2.0, offset(1e-9));
        assertThat(classes.interval().orElseThrow())
                .satisfies(interval -> assertThat(interval.low()).isLessThan(50))
                .satisfies(interval -> assertThat(interval.high()).isGreaterThan(50));
    }

    /** Where classes agree within themselves, their unequal sizes alone make no spread. */
    @Test
    void overClasses_noSpread() {
        List<Summary.Entry> entries = List.of(entry(0, 100), entry(0, 100), entry(7, 20));
        Summary classes = Summary.of(entries, Averaging.OVER_CLASSES, Bootstrap.defaults());
        assertThat(classes.interval()).hasValueSatisfying(interval -> {
            assertThat(interval.low()).isEqualTo(60, offset(1e-9));
            assertThat(interval.high()).isEqualTo(60, offset(1e-9));
        });
    }

    @Test
    void undefinedIsCounted() {
        List<Summary.Entry> entries = List.of(
                entry(0, 5),
                new Summary.Entry(0, Score.undefined("no energy")),
                new Summary.Entry(1, Score.undefined("no energy")),
                new Summary.Entry(1, Score.of(7).remarked("constant")));
        Summary summary = Summary.of(entries, Averaging.OVER_PICTURES, Bootstrap.defaults());
        assertThat(summary.mean()).hasValue(6);
        assertThat(summary.defined()).isEqualTo(2);
        assertThat(summary.undefined()).isEqualTo(2);
        assertThat(summary.remarks()).containsEntry("no energy", 2).containsEntry("constant", 1);
        assertThat(summary.chance()).isEmpty();
    }

    @Test
    void nothingDefined() {
        Summary none = Summary.of(
                List.of(new Summary.Entry(0, Score.undefined("constant"))),
                Averaging.OVER_CLASSES,
                Bootstrap.defaults());
        assertThat(none.mean()).isEmpty();
        assertThat(none.interval()).isEmpty();
        assertThat(none.undefined()).isEqualTo(1);
        assertThat(Summary.of(List.of(entry(0, 3)), Averaging.OVER_PICTURES, Bootstrap.defaults())
                        .interval())
                .hasValue(new Interval(3, 3));
    }

    @Test
    void scores_areNeverNaN() {
        assertThatThrownBy(() -> Score.of(Double.NaN)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Score.of(1, Double.POSITIVE_INFINITY)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> new Score(OptionalDouble.empty(), OptionalDouble.empty(), Optional.empty()))
                .hasMessageContaining("why");
    }

    @Test
    void ranking() {
        Tensor map = Tensor.of(Shape.of(2, 4), -1, 0f, -0f, 2, -3, 2, 0.5f, -1);
        assertThat(Ranking.descending(map)).containsExactly(3, 5, 6, 1, 2, 0, 7, 4);
        assertThat(Ranking.first(map)).isEqualTo(3);
        assertThat(Direction.LOWER_IS_BETTER.better(1, 2)).isTrue();
        assertThat(Direction.HIGHER_IS_BETTER.better(1, 2)).isFalse();
    }
}
