package io.github.hdecomp.nd4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import org.junit.jupiter.api.Test;

class LearningRateTest {
    @Test
    void warmsUpThenFallsAlongACosine() {
        LearningRate rate = LearningRate.cosine(0.4, 0.2);
        assertThat(rate.at(0, 10)).isCloseTo(0.2, offset(1e-12));
        assertThat(rate.at(1, 10)).isCloseTo(0.4, offset(1e-12));
        assertThat(rate.at(2, 10)).isCloseTo(0.4, offset(1e-12));
        assertThat(rate.at(6, 10)).isCloseTo(0.2, offset(1e-12));
        assertThat(rate.at(9, 10)).isCloseTo(0.2 * (1 + Math.cos(Math.PI * 7 / 8)), offset(1e-12));
    }

    @Test
    void constantStays() {
        assertThat(LearningRate.constant(0.1).at(7, 9)).isEqualTo(0.1);
        assertThatThrownBy(() -> LearningRate.constant(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }
}
