package io.github.hdecomp.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.hipparchus.stat.correlation.Covariance;
import org.hipparchus.stat.descriptive.moment.Variance;
import org.hipparchus.stat.ranking.NaNStrategy;
import org.hipparchus.stat.ranking.NaturalRanking;
import org.hipparchus.stat.ranking.TiesStrategy;
import org.junit.jupiter.api.Test;

class CorrelationTest {

    @Test
    void pearsonByHand() {
        // Deviations (-1, 0, 1) and (-2, 1, 1): 3 / √(2 · 6).
        assertThat(Correlation.pearson(new double[] {1, 2, 3}, new double[] {0, 3, 3})
                        .getAsDouble())
                .isCloseTo(3 / Math.sqrt(12), offset(1e-15));
    }

    @Test
    void equalNumbersShareTheMeanOfTheirRanks() {
        assertThat(Correlation.ranks(new double[] {7, -0.0, 7, 0.0, 3})).containsExactly(4.5, 1.5, 4.5, 1.5, 3);
    }

    @Test
    void nothingGoesAlongWithAConstant() {
        double[] rising = {1, 2, 3};
        double[] constant = {0.1, 0.1, 0.1};
        assertThat(Correlation.pearson(rising, constant)).isEmpty();
        assertThat(Correlation.spearman(constant, rising)).isEmpty();
        assertThat(Correlation.pearson(new double[] {1}, new double[] {2})).isEmpty();
        assertThat(Correlation.pearson(new double[0], new double[0])).isEmpty();
    }

    @Test
    void tinyNumbersAreNoConstants() {
        double[] tiny = {1e-100, 2e-100, 3e-100};
        assertThat(Correlation.pearson(tiny, tiny).getAsDouble()).isCloseTo(1, offset(1e-15));
    }

    @Test
    void lengthsHaveToBeEqual() {
        assertThatThrownBy(() -> Correlation.pearson(new double[2], new double[3]))
                .hasMessage("correlation: series of 2 and 3 numbers, expected equally many");
    }

    @Property(tries = 300)
    void equalToAnotherLibrary(
            @ForAll @Size(min = 3, max = 40) int @IntRange(min = -8, max = 8) [] first,
            @ForAll @Size(min = 40, max = 40) int @IntRange(min = -3, max = 3) [] second) {
        double[] a = Arrays.stream(first).mapToDouble(value -> value / 3.0).toArray();
        double[] b = Arrays.stream(second).limit(a.length).asDoubleStream().toArray();
        boolean constant = Arrays.stream(a).distinct().count() == 1
                || Arrays.stream(b).distinct().count() == 1;
        if (constant) {
            assertThat(Correlation.pearson(a, b)).isEmpty();
            return;
        }
        assertThat(Correlation.pearson(a, b).getAsDouble()).isCloseTo(anotherPearson(a, b), offset(1e-12));
        NaturalRanking midranks = new NaturalRanking(NaNStrategy.FAILED, TiesStrategy.AVERAGE);
        assertThat(Correlation.ranks(a)).containsExactly(midranks.rank(a));
        assertThat(Correlation.spearman(a, b).getAsDouble())
                .isCloseTo(anotherPearson(midranks.rank(a), midranks.rank(b)), offset(1e-12));
    }

    /**
     * From the library's covariance and variances: its own PearsonsCorrelation takes a root of R², which near 0 leaves half of
     * the digits.
     */
    private static double anotherPearson(double[] a, double[] b) {
        Variance variance = new Variance();
        return new Covariance().covariance(a, b) / Math.sqrt(variance.evaluate(a) * variance.evaluate(b));
    }
}
