package io.github.hdecomp.map;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NormalizationTest {
    private static final Tensor MAP = Tensor.of(Shape.of(1, 1, 4), -2, 0, 1, 2);

    @Test
    void minMax() {
        assertThat(Normalization.MIN_MAX.apply(MAP)).isEqualTo(Tensor.of(MAP.shape(), 0, .5f, .75f, 1));
    }

    @Test
    void max() {
        assertThat(Normalization.MAX.apply(MAP)).isEqualTo(Tensor.of(MAP.shape(), -1, 0, .5f, 1));
    }

    @Test
    void positive() {
        assertThat(Normalization.POSITIVE.apply(MAP)).isEqualTo(Tensor.of(MAP.shape(), 0, 0, .5f, 1));
    }

    @ParameterizedTest
    @EnumSource
    void mapsWithoutScaleBecomeZeros(Normalization normalization) {
        float[][] flat = {{0, 0}, {-3, -3}, {}, {Float.MIN_VALUE, 0}};
        for (float[] values : flat) {
            assertThat(normalization.applyInPlace(values)).isFalse();
            assertThat(values).containsOnly(new float[values.length]);
        }
        float[] constant = {7, 7};
        assertThat(Normalization.MIN_MAX.applyInPlace(constant)).isFalse();
        assertThat(constant).containsExactly(0, 0);
    }

    /** The range of two floats need not be one. */
    @Test
    void theLargestRangeDoesNotOverflow() {
        float[] values = {-Float.MAX_VALUE, 0, Float.MAX_VALUE};
        assertThat(Normalization.MAX.applyInPlace(values)).isTrue();
        assertThat(values).containsExactly(-1, 0, 1);
    }
}
