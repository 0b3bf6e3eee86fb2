package io.github.hdecomp.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class UpsamplingTest {
    private static final Tensor SQUARE = Tensor.of(Shape.of(2, 2), 0, 1, 2, 3);

    /** What PyTorch's interpolate gives for the same square. */
    @Test
    void bilinear_knownCase() {
        Tensor large = Upsampling.BILINEAR.apply(SQUARE, 4, 4);
        assertThat(large.shape()).isEqualTo(Shape.of(4, 4));
        assertThat(row(large, 0)).containsExactly(0, 0.25f, 0.75f, 1);
        assertThat(row(large, 1)).containsExactly(0.5f, 0.75f, 1.25f, 1.5f);
    }

    @Test
    void alignCorners_knownCase() {
        float[] first = row(Upsampling.ALIGN_CORNERS.apply(SQUARE, 4, 4), 0);
        assertThat(first).containsExactly(new float[] {0, 1 / 3f, 2 / 3f, 1}, within(1e-6f));
        assertThat(Upsampling.ALIGN_CORNERS.apply(SQUARE, 1, 1).get(0)).isZero();
    }

    @Property(tries = 100)
    void equalsTheFormula(
            @ForAll long seed,
            @ForAll Upsampling upsampling,
            @ForAll @IntRange(min = 1, max = 6) int h,
            @ForAll @IntRange(min = 1, max = 6) int w,
            @ForAll @IntRange(min = 1, max = 17) int height,
            @ForAll @IntRange(min = 1, max = 17) int width) {
        Tensor stack = random(seed, 2, h, w);
        Tensor large = upsampling.apply(stack, height, width);
        for (int c = 0; c < 2; c++) {
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    double expected =
                            blended(stack, c, upsampling.source(y, h, height), upsampling.source(x, w, width));
                    assertThat((double) large.get(c, y, x)).isCloseTo(expected, within(1e-5));
                }
            }
        }
    }

    @Property(tries = 50)
    void theSameSizeChangesNothing(@ForAll long seed, @ForAll Upsampling upsampling) {
        Tensor stack = random(seed, 3, 5, 4);
        assertThat(upsampling.apply(stack, 5, 4)).isEqualTo(stack);
    }

    @Test
    void emptyOrFlat() {
        assertThatThrownBy(() -> Upsampling.BILINEAR.apply(Tensor.of(Shape.of(0, 2)), 4, 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(0, 2) to 4x4");
        assertThatThrownBy(() -> Upsampling.BILINEAR.apply(Tensor.of(Shape.of(2), 1, 2), 4, 4))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static double blended(Tensor stack, int c, double y, double x) {
        double sum = 0;
        for (int dy = 0; dy < 2; dy++) {
            for (int dx = 0; dx < 2; dx++) {
                int row = (int) Math.floor(y) + dy;
                int column = (int) Math.floor(x) + dx;
                double weight = (1 - Math.abs(y - row)) * (1 - Math.abs(x - column));
                int inRow = Math.min(Math.max(row, 0), stack.shape().height() - 1);
                int inColumn = Math.min(Math.max(column, 0), stack.shape().width() - 1);
                sum += weight * stack.get(c, inRow, inColumn);
            }
        }
        return sum;
    }

    private static Tensor random(long seed, int... extents) {
        SplittableRandom random = new SplittableRandom(seed);
        Shape shape = Shape.of(extents);
        float[] values = new float[shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-2, 2);
        }
        return Tensor.adopt(shape, values);
    }

    private static float[] row(Tensor map, int y) {
        int width = map.shape().extent(1);
        float[] row = new float[width];
        map.copyTo(y * width, row, 0, width);
        return row;
    }
}
