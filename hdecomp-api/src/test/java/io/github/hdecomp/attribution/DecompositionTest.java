package io.github.hdecomp.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import io.github.hdecomp.model.ChannelProducts;
import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.NeuronDecision;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DecompositionTest {
    private static final Tap TAP = Tap.of("layer");

    private static Decomposition of(float value, Shape layer, Region region, float... products) {
        Tensor tensor = Tensor.of(Shape.of(layer.channels(), region.height(), region.width()), products);
        return new Decomposition(new ClassDecision(0), value, TAP, layer, ChannelProducts.of(region, tensor));
    }

    /** Three channels of 2 by 2 cells: 6, 2 and -4 in sum. */
    @Test
    void byHand() {
        Decomposition whole = of(5, Shape.of(3, 2, 2), Region.whole(2, 2), 1, 4, 4, -3, 0, 2, 0, 0, -1, -1, -1, -1);
        assertThat(whole.contribution(0)).isEqualTo(1.5);
        assertThat(whole.contribution(1)).isEqualTo(0.5);
        assertThat(whole.contribution(2)).isEqualTo(-1);
        assertThat(whole.share(0)).isEqualTo(0.75);
        assertThat(whole.share(2)).isEqualTo(-0.5);
        assertThat(whole.positiveContribution()).isEqualTo(2);
        assertThat(whole.totalContribution()).isEqualTo(1);
        assertThat(whole.unexplained()).isEqualTo(5 - 4);
        assertThat(whole.activated()).containsExactly(0, 1);
        assertThat(whole.peak(0)).isEqualTo(new NeuronDecision(TAP, 0, 0, 1));
        assertThat(whole.peakValue(0)).isEqualTo(4);
        assertThat(whole.peak(2)).isEqualTo(new NeuronDecision(TAP, 2, 0, 0));
        assertThat(whole.map(1)).isEqualTo(Tensor.of(Shape.of(2, 2), 0, 2, 0, 0));
    }

    /** The mean is over the whole layer, the patch being only where products can differ from zero. */
    @Test
    void patch() {
        Decomposition patch = of(1, Shape.of(2, 3, 4), new Region(1, 2, 2, 2), 3, 0, 0, 9, -1, -2, -3, -4);
        assertThat(patch.contribution(0)).isEqualTo(1);
        assertThat(patch.peak(0)).isEqualTo(new NeuronDecision(TAP, 0, 2, 3));
        // A channel that is negative on the patch peaks at the first of the zeros around it.
        assertThat(patch.peak(1)).isEqualTo(new NeuronDecision(TAP, 1, 0, 0));
        assertThat(patch.peakValue(1)).isZero();
    }

    @Test
    void patch_firstCellOutside() {
        Decomposition left = of(1, Shape.of(1, 2, 3), new Region(0, 0, 2, 2), -1, -1, -1, -1);
        assertThat(left.peak(0)).isEqualTo(new NeuronDecision(TAP, 0, 0, 2));
        Decomposition top = of(1, Shape.of(1, 3, 2), new Region(0, 0, 2, 2), -1, -1, -1, -1);
        assertThat(top.peak(0)).isEqualTo(new NeuronDecision(TAP, 0, 2, 0));
        Decomposition zero = of(1, Shape.of(1, 2, 3), new Region(0, 0, 2, 2), -1, -1, -1, 0);
        assertThat(zero.peak(0)).isEqualTo(new NeuronDecision(TAP, 0, 0, 2));
    }

    @Test
    void nothingSpeaksForTheDecision() {
        Decomposition none = of(-3, Shape.of(2, 1, 1), Region.whole(1, 1), -1, 0);
        assertThat(none.activated()).isEmpty();
        assertThat(none.share(0)).isZero();
        assertThat(none.positiveContribution()).isZero();
    }

    @Test
    void emptyPatch() {
        Decomposition none = of(2, Shape.of(2, 3, 3), new Region(0, 0, 0, 0));
        assertThat(none.activated()).isEmpty();
        assertThat(none.peak(1)).isEqualTo(new NeuronDecision(TAP, 1, 0, 0));
        assertThat(none.unexplained()).isEqualTo(2);
    }

    @Test
    void equalContributions_lowerChannelFirst() {
        Decomposition ties = of(1, Shape.of(4, 1, 1), Region.whole(1, 1), 1, 2, 2, 1);
        assertThat(ties.activated()).containsExactly(1, 2, 0, 3);
    }

    @Property(tries = 100)
    void someActivated_areTheFirstOfAll(
            @ForAll @Size(min = 1, max = 12) List<@IntRange(min = -3, max = 3) Integer> products,
            @ForAll @IntRange(min = 0, max = 14) int most) {
        float[] values = new float[products.size()];
        for (int channel = 0; channel < values.length; channel++) {
            values[channel] = products.get(channel);
        }
        Decomposition drawn = of(1, Shape.of(values.length, 1, 1), Region.whole(1, 1), values);
        assertThat(drawn.activated(most))
                .isEqualTo(drawn.activated().stream().limit(most).toList());
    }

    /** Many small products: the sum is taken in double. */
    @Test
    void contribution_doesNotDrift() {
        float[] products = new float[1 << 20];
        java.util.Arrays.fill(products, 0.1f);
        Decomposition many = of(1, Shape.of(1, 1 << 10, 1 << 10), Region.whole(1 << 10, 1 << 10), products);
        assertThat(many.contribution(0)).isCloseTo(0.1f, offset(1e-12));
    }

    /** Channels 0 and 1 share all cells, channel 2 half of them, channel 3 none. */
    @Test
    void overlapSuppression() {
        Decomposition four =
                of(1, Shape.of(4, 1, 4), Region.whole(1, 4), 9, 9, 0, 0, 8, 8, 0, 0, 0, 7, 7, 0, -5, 0, 0, 6);
        assertThat(new OverlapSuppression(0.9, 0.2).groups(four))
                .containsExactly(
                        new OverlapSuppression.Group(0, List.of(1)),
                        new OverlapSuppression.Group(2, List.of()),
                        new OverlapSuppression.Group(3, List.of()));
        assertThat(new OverlapSuppression(0.3, 0.2).groups(four))
                .containsExactly(
                        new OverlapSuppression.Group(0, List.of(1, 2)), new OverlapSuppression.Group(3, List.of()));
        // "More than" is strict: the same masks overlap by exactly 1.
        assertThat(new OverlapSuppression(1, 0.2).groups(four)).hasSize(4);
    }

    @Test
    void overlapSuppression_fraction() {
        Decomposition two = of(1, Shape.of(2, 1, 3), Region.whole(1, 3), 10, 1, 0, 0, 9, 0);
        assertThat(new OverlapSuppression(0.4, 0.2).groups(two)).hasSize(2);
        assertThat(new OverlapSuppression(0.4, 0).groups(two))
                .containsExactly(new OverlapSuppression.Group(0, List.of(1)));
        assertThatThrownBy(() -> new OverlapSuppression(1.1, 0)).hasMessageContaining("must lie in 0 … 1");
    }
}
