package io.github.hdecomp.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hdecomp.tensor.Extent;
import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class MaskTest {
    @Test
    void regions_byHand() {
        Mask mask = Mask.of(new Extent(3, 4), List.of(new Region(-1, 2, 2, 9), new Region(0, 3, 3, 1)));
        assertThat(mask.area()).isEqualTo(4);
        assertThat(mask.share()).isEqualTo(4 / 12.0);
        assertThat(mask.contains(0, 2)).isTrue();
        assertThat(mask.contains(2, 3)).isTrue();
        assertThat(mask.contains(2, 2)).isFalse();
        assertThat(mask.contains(-1, 2)).isFalse();
        assertThat(mask.contains(11)).isTrue();
        assertThat(mask).isEqualTo(mask.or(Mask.of(new Extent(3, 4), List.of())));
        assertThatThrownBy(() -> mask.or(Mask.of(new Extent(4, 3), List.of()))).hasMessageContaining("4x3");
    }

    @Test
    void crop_reachesBeyondTheMap() {
        Mask mask = Mask.of(new Extent(2, 2), List.of(new Region(0, 0, 2, 2)));
        Mask cropped = mask.crop(new Region(-1, 1, 4, 3));
        assertThat(cropped.size()).isEqualTo(new Extent(4, 3));
        assertThat(cropped.area()).isEqualTo(2);
        assertThat(cropped.contains(1, 0)).isTrue();
        assertThat(cropped.contains(2, 0)).isTrue();
    }

    /** Dilated masks hold what is strictly nearer than the distance. */
    @Property(tries = 200)
    void dilate_naively(
            @ForAll long seed, @ForAll @IntRange(min = 0, max = 7) int distance, @ForAll @IntRange(max = 3) int cells) {
        SplittableRandom random = new SplittableRandom(seed);
        int height = random.nextInt(1, 14);
        int width = random.nextInt(1, 14);
        BitSet set = new BitSet();
        for (int i = 0; i < cells; i++) {
            set.set(random.nextInt(height * width));
        }
        Mask mask = Mask.of(new Extent(height, width), set);
        Mask dilated = mask.dilate(distance);
        for (int i = 0; i < height * width; i++) {
            boolean near = mask.contains(i);
            for (int j = 0; j < height * width; j++) {
                int dy = i / width - j / width;
                int dx = i % width - j % width;
                near |= mask.contains(j) && dy * dy + dx * dx < distance * distance;
            }
            assertThat(dilated.contains(i)).isEqualTo(near);
        }
    }

    @Test
    void cellsBeyondTheMap() {
        BitSet set = new BitSet();
        set.set(4);
        assertThatThrownBy(() -> Mask.of(new Extent(2, 2), set)).hasMessageContaining("cell 4");
    }

    @Test
    void reductions_byHand() {
        Tensor values = Tensor.of(Shape.of(3, 1, 2), 1, -2, -4, 0, 2, -1);
        assertThat(Reduction.SUM.map(values)).isEqualTo(Tensor.of(Shape.of(1, 2), -1, -3));
        assertThat(Reduction.SUM_OF_MAGNITUDES.map(values)).isEqualTo(Tensor.of(Shape.of(1, 2), 7, 3));
        assertThat(Reduction.SUM_OF_POSITIVES.map(values)).isEqualTo(Tensor.of(Shape.of(1, 2), 3, 0));
        assertThat(Reduction.LARGEST_MAGNITUDE.map(values)).isEqualTo(Tensor.of(Shape.of(1, 2), 4, 2));
    }
}
