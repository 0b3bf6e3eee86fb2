package io.github.hdecomp.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import org.junit.jupiter.api.Test;

class ActivationMapTest {
    private static final ActivationMap MAP =
            new ActivationMap(3, 4, new Region(1, 2, 2, 2), Tensor.of(Shape.of(2, 2), 1, 2, 3, 4));

    @Test
    void zeroOutsideThePatch() {
        assertThat(MAP.at(0, 0)).isZero();
        assertThat(MAP.at(1, 2)).isEqualTo(1);
        assertThat(MAP.at(2, 3)).isEqualTo(4);
        assertThat(MAP.whole()).isEqualTo(Tensor.of(Shape.of(3, 4), 0, 0, 0, 0, 0, 0, 1, 2, 0, 0, 3, 4));
    }

    @Test
    void partsThatDoNotFit() {
        assertThatThrownBy(() -> new ActivationMap(2, 2, new Region(1, 1, 2, 1), Tensor.of(Shape.of(2, 1), 1, 2)))
                .hasMessageContaining("leaves the layer's 2x2 cells");
        assertThatThrownBy(() -> new ActivationMap(2, 2, new Region(0, 0, 1, 1), Tensor.of(Shape.of(1), 1)))
                .hasMessageContaining("do not fill");
    }

    @Test
    void options_ranges() {
        assertThatThrownBy(() -> Options.defaults().withChildren(0)).hasMessageContaining("must be at least 1");
        assertThatThrownBy(() -> Options.defaults().withDepth(0)).hasMessageContaining("must be at least 1");
        assertThatThrownBy(() -> Options.defaults().withMinimumShare(Double.NaN))
                .hasMessageContaining("must lie in 0 … 1");
    }
}
