package io.github.hdecomp.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.github.hdecomp.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Of a grid of two by two cells all masks there are can be written down; those that are drawn must be among them. */
class RiseMasksTest {
    private static final int CELLS = 2;
    private static final int HEIGHT = 5;
    private static final int WIDTH = 8;
    /** Rows and columns of a cell: the sides over two, rounded up. */
    private static final int ROWS = 3;

    private static final int COLUMNS = 4;

    /** What chance decides. */
    private record Drawn(int grid, int top, int left) {
        boolean shows(int cell) {
            return (grid >> cell & 1) != 0;
        }
    }

    /** Where a place of the enlarged grid lies between the grid's two cells: 0 at the first's centre, 1 at the second's. */
    private static double position(int place, int cell) {
        double position = (place + 0.5) * CELLS / ((CELLS + 1.0) * cell) - 0.5;
        double mirrored = position < 0 ? -position : position;
        return mirrored > 1 ? 2 - mirrored : mirrored;
    }

    private static double[] mask(Drawn drawn) {
        double[] mask = new double[HEIGHT * WIDTH];
        for (int y = 0; y < HEIGHT; y++) {
            double down = position(drawn.top() + y, ROWS);
            for (int x = 0; x < WIDTH; x++) {
                double right = position(drawn.left() + x, COLUMNS);
                double[] parts = {(1 - down) * (1 - right), (1 - down) * right, down * (1 - right), down * right};
                for (int cell = 0; cell < parts.length; cell++) {
                    mask[y * WIDTH + x] += drawn.shows(cell) ? parts[cell] : 0;
                }
            }
        }
        return mask;
    }

    private static Map<Drawn, double[]> all() {
        Map<Drawn, double[]> all = new LinkedHashMap<>();
        for (int grid = 0; grid < 16; grid++) {
            for (int top = 0; top < ROWS; top++) {
                for (int left = 0; left < COLUMNS; left++) {
                    Drawn drawn = new Drawn(grid, top, left);
                    all.put(drawn, mask(drawn));
                }
            }
        }
        return all;
    }

    private static Drawn found(Map<Drawn, double[]> all, float[] mask) {
        return all.entrySet().stream()
                .filter(one -> isClose(one.getValue(), mask))
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    private static boolean isClose(double[] expected, float[] actual) {
        for (int i = 0; i < actual.length; i++) {
            if (Math.abs(expected[i] - actual[i]) > 1e-6) {
                return false;
            }
        }
        return true;
    }

    @Test
    void masksAreCutFromEnlargedGrids_atPlacesAndGridsAsOftenAsTheyShould() {
        Map<Drawn, double[]> all = all();
        RiseMasks masks = new RiseMasks(CELLS, 0.3, 5, Shape.of(3, HEIGHT, WIDTH));
        int count = 6000;
        int[] tops = new int[ROWS];
        int[] lefts = new int[COLUMNS];
        int shown = 0;
        int told = 0;
        float[] mask = new float[HEIGHT * WIDTH];
        for (int number = 0; number < count; number++) {
            masks.fill(number, mask);
            Drawn drawn = found(all, mask);
            shown += Integer.bitCount(drawn.grid());
            // Only unlike cells of a row and of a column tell where the grid was cut.
            boolean tells =
                    (drawn.grid() & 1) != (drawn.grid() >> 1 & 1) && (drawn.grid() & 1) != (drawn.grid() >> 2 & 1);
            if (tells) {
                told++;
                tops[drawn.top()]++;
                lefts[drawn.left()]++;
            }
        }
        assertThat(shown / (4.0 * count)).isCloseTo(0.3, offset(0.012));
        assertThat(told).isGreaterThan(1000);
        for (int top : tops) {
            assertThat((double) top / told).isCloseTo(1.0 / ROWS, offset(0.06));
        }
        for (int left : lefts) {
            assertThat((double) left / told).isCloseTo(1.0 / COLUMNS, offset(0.06));
        }
    }

    /** The cells of a mask agree with those of the next one as often as chance has it, also where they are shifted. */
    @Test
    void neighboursAreIndependent() {
        Map<Drawn, double[]> all = all();
        RiseMasks masks = new RiseMasks(CELLS, 0.5, 0, Shape.of(3, HEIGHT, WIDTH));
        int count = 3000;
        List<Drawn> drawn = new ArrayList<>();
        float[] mask = new float[HEIGHT * WIDTH];
        for (int number = 0; number < count; number++) {
            masks.fill(number, mask);
            drawn.add(found(all, mask));
        }
        for (int cell = 0; cell < 4; cell++) {
            for (int other = 0; other < 4; other++) {
                int agree = 0;
                for (int number = 1; number < count; number++) {
                    agree += drawn.get(number - 1).shows(cell)
                                    == drawn.get(number).shows(other)
                            ? 1
                            : 0;
                }
                assertThat(agree / (count - 1.0))
                        .as("cell %d and cell %d of the next mask", cell, other)
                        .isCloseTo(0.5, offset(0.04));
            }
        }
    }

    /** A mask depends on its number and the seed alone. */
    @Test
    void masksAreTheSameInAnyOrder() {
        RiseMasks masks = new RiseMasks(7, 0.5, 9, Shape.of(3, 30, 20));
        float[] once = new float[600];
        float[] again = new float[600];
        masks.fill(4, once);
        masks.fill(5, again);
        assertThat(Arrays.equals(once, again)).isFalse();
        masks.fill(4, again);
        assertThat(again).isEqualTo(once);
        new RiseMasks(7, 0.5, 10, Shape.of(3, 30, 20)).fill(4, again);
        assertThat(Arrays.equals(once, again)).isFalse();
    }
}
