package io.github.hdecomp.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SummaryTest {

    @Test
    void undefinedNumbersAreCountedAndLeftOut() {
        Summary summary = Summary.of(List.of(1.0, Double.NaN, 3.0));
        assertThat(summary.mean()).isEqualTo(2);
        assertThat(summary.n()).isEqualTo(2);
        assertThat(summary.undefined()).isEqualTo(1);
        assertThat(summary.interval()).isEqualTo(new Interval(1, 3));
    }

    @Test
    void nothingIsKnownOfNoNumbers() {
        assertThat(Summary.of(List.of(Double.NaN)))
                .isEqualTo(new Summary(Double.NaN, new Interval(Double.NaN, Double.NaN), 0, 1));
    }

    /** For many numbers the percentiles of resampled means are those of the normal distribution. */
    @Test
    void theIntervalIsThatOfTheNormalDistribution() {
        SplittableRandom random = new SplittableRandom(1);
        double[] values = random.doubles(1000).toArray();
        Interval interval = Bootstrap.defaults().interval(values);
        double mean = Summary.of(values, Bootstrap.defaults()).mean();
        double expected = 1.96 * Math.sqrt(1 / 12.0 / values.length);
        assertThat(mean - interval.low()).isCloseTo(expected, offset(0.1 * expected));
        assertThat(interval.high() - mean).isCloseTo(expected, offset(0.1 * expected));
    }

    @Test
    void aSeedGivesTheSameIntervalAndAnotherOneAnother() {
        double[] values = {1, 2, 4, 8, 16, 32};
        assertThat(Bootstrap.defaults().interval(values))
                .isEqualTo(Bootstrap.defaults().interval(values))
                .isNotEqualTo(new Bootstrap(2000, 0.95, 1).interval(values));
    }

    @Test
    void rangesAreChecked() {
        assertThatThrownBy(() -> new Bootstrap(0, 0.95, 0)).hasMessageContaining("0 resamples");
        assertThatThrownBy(() -> new Bootstrap(10, 1, 0)).hasMessageContaining("level 1.0");
    }
}
