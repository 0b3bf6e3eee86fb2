package io.github.hdecomp.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuadratureTest {

    private static double integral(Quadrature rule, int n, int power) {
        double[] points = rule.points(n);
        double[] weights = rule.weights(n);
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += weights[i] * Math.pow(points[i], power);
        }
        return sum;
    }

    @ParameterizedTest
    @EnumSource
    void weightsAddUpToOneAndPointsAscend(Quadrature rule) {
        for (int n : new int[] {1, 2, 3, 8, 51}) {
            assertThat(integral(rule, n, 0)).isCloseTo(1, offset(1e-13));
            double[] points = rule.points(n);
            assertThat(points).hasSize(n).isSorted();
            assertThat(points[0]).isBetween(0.0, 1.0);
            assertThat(points[n - 1]).isBetween(0.0, 1.0);
        }
    }

    @Test
    void pointsOfTheRiemannSums() {
        assertThat(Quadrature.LEFT.points(4)).containsExactly(0, 0.25, 0.5, 0.75);
        assertThat(Quadrature.RIGHT.points(4)).containsExactly(0.25, 0.5, 0.75, 1);
        assertThat(Quadrature.MIDPOINT.points(2)).containsExactly(0.25, 0.75);
        assertThat(Quadrature.ENDPOINTS.points(3)).containsExactly(0, 0.5, 1);
        assertThat(Quadrature.TRAPEZOID.weights(3)).containsExactly(0.25, 0.5, 0.25);
    }

    @Test
    void straightLinesAreExact() {
        assertThat(integral(Quadrature.MIDPOINT, 3, 1)).isCloseTo(0.5, offset(1e-14));
        assertThat(integral(Quadrature.TRAPEZOID, 3, 1)).isCloseTo(0.5, offset(1e-14));
        assertThat(integral(Quadrature.LEFT, 4, 1)).isCloseTo(0.375, offset(1e-14));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 20, 50})
    void gaussLegendreIsExactForPolynomials(int n) {
        for (int power = 0; power < 2 * n; power++) {
            assertThat(integral(Quadrature.GAUSS_LEGENDRE, n, power)).isCloseTo(1.0 / (power + 1), offset(1e-12));
        }
    }

    /** The two points of degree 2 are known. */
    @Test
    void gaussLegendreOfTwoPoints() {
        assertThat(Quadrature.GAUSS_LEGENDRE.points(2)[0]).isCloseTo((1 - 1 / Math.sqrt(3)) / 2, offset(1e-14));
    }
}
