package io.github.hdecomp.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TensorTest {
    private static final Tensor COUNTING = Tensor.of(Shape.of(2, 2, 3), 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);

    @Test
    void valuesAreRowMajor() {
        assertThat(COUNTING.get(1, 0, 2)).isEqualTo(8);
        assertThat(COUNTING.get(8)).isEqualTo(8);
    }

    @Test
    void crop() {
        assertThat(COUNTING.crop(new Region(1, 1, 1, 2))).isEqualTo(Tensor.of(Shape.of(2, 1, 2), 4, 5, 10, 11));
    }

    /** Beyond the end of a row lies the next one, which is not what was asked for. */
    @Test
    void elementsThatDoNotExist() {
        for (int[] at : new int[][] {{0, 0, 3}, {0, 2, 0}, {2, 0, 0}, {0, 1, -1}, {1, -1, 0}, {-1, 0, 0}}) {
            assertThatThrownBy(() -> COUNTING.get(at[0], at[1], at[2]))
                    .isInstanceOf(IndexOutOfBoundsException.class)
                    .hasMessageStartingWith("tensor: there is no element (")
                    .hasMessageEndingWith(" in (C, H, W) = (2, 2, 3)");
        }
    }

    @Test
    void crop_insideTheMap() {
        for (Region region : new Region[] {new Region(0, 2, 2, 2), new Region(1, 0, 2, 1), new Region(-1, 0, 1, 1)}) {
            assertThatThrownBy(() -> COUNTING.crop(region))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("tensor: " + region + " leaves the map, (C, H, W) = (2, 2, 3)");
        }
        assertThat(COUNTING.crop(new Region(0, 0, 0, 0)).size()).isZero();
    }

    @Test
    void of_copies() {
        float[] values = {1, 2};
        Tensor tensor = Tensor.of(Shape.of(2), values);
        values[0] = 5;
        tensor.toArray()[1] = 7;
        assertThat(tensor.get(0)).isEqualTo(1);
        assertThat(tensor.get(1)).isEqualTo(2);
        assertThatThrownBy(() -> tensor.asBuffer().put(0, 3)).isInstanceOf(java.nio.ReadOnlyBufferException.class);
    }

    @Test
    void numberOfValues() {
        assertThatThrownBy(() -> Tensor.of(Shape.of(2, 2), 1, 2, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tensor: 3 values, but shape (2, 2) wants 4");
    }

    @Test
    void shapes() {
        assertThat(Shape.of().size()).isEqualTo(1);
        assertThat(Shape.of(3, 0, 2).size()).isZero();
        assertThat(Shape.of(64, 3, 7, 7)).hasToString("(64, 3, 7, 7)");
        assertThatThrownBy(() -> Shape.of(1 << 20, 1 << 20)).hasMessageContaining("more than 2^31-1 elements");
        assertThatThrownBy(() -> Shape.of(-1)).hasMessageContaining("must not be negative");
        assertThatThrownBy(() -> Shape.of(2).height()).isInstanceOf(IllegalStateException.class);
    }

    /** A cell lies in a cut region exactly if it lies in the region and on the map; in a cover, if it lies in either. */
    @Property
    void regions(
            @ForAll @IntRange(min = -5, max = 5) int y,
            @ForAll @IntRange(min = -5, max = 5) int x,
            @ForAll @IntRange(max = 6) int height,
            @ForAll @IntRange(max = 6) int width,
            @ForAll @IntRange(min = 1, max = 6) int mapHeight,
            @ForAll @IntRange(min = 1, max = 6) int mapWidth) {
        Region region = new Region(y, x, height, width);
        Region cut = region.clip(mapHeight, mapWidth);
        Region other = new Region(1, -2, 2, 3);
        Region cover = region.cover(other);
        for (int row = -8; row < 14; row++) {
            for (int column = -8; column < 14; column++) {
                boolean onMap = row >= 0 && row < mapHeight && column >= 0 && column < mapWidth;
                assertThat(cut.contains(row, column)).isEqualTo(region.contains(row, column) && onMap);
                if (region.contains(row, column) || other.contains(row, column)) {
                    assertThat(cover.contains(row, column)).isTrue();
                }
            }
        }
        assertThat(Region.whole(mapHeight, mapWidth).clip(mapHeight, mapWidth))
                .isEqualTo(Region.whole(mapHeight, mapWidth));
    }
}
