package io.github.hdecomp.nd4j.graph;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ScoresTest {

    /** Where one image fits, a batch does. */
    @Property
    void aBatchIsAddressable(@ForAll @IntRange int floats) {
        assertThat(Math.multiplyExact(Scores.batch(floats), floats)).isNotNegative();
        assertThat(Scores.batch(floats)).isBetween(1, 8);
    }

    @Test
    void largeImagesGoAlone() {
        assertThat(Scores.batch(0)).isEqualTo(8);
        assertThat(Scores.batch(1 << 25)).isEqualTo(8);
        assertThat(Scores.batch(1 << 26)).isEqualTo(4);
        assertThat(Scores.batch(Integer.MAX_VALUE)).isEqualTo(1);
    }
}
