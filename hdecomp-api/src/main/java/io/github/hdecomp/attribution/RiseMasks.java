package io.github.hdecomp.attribution;

import io.github.hdecomp.tensor.Shape;
import java.util.SplittableRandom;

/**
 * The random masks of RISE: a grid of zeros and ones, enlarged by linear interpolation to one cell more than the picture,
 * mirrored at the border, and cut to the picture at a random place. Each mask has a generator of its own, so that it does
 * not depend on those made before.
 */
final class RiseMasks implements MaskedRuns.Maker {
    /** By which the state of a {@link SplittableRandom} grows with every draw. */
    private static final long STRIDE = 0x9e3779b97f4a7c15L;

    private final int cells;
    private final double probability;
    private final long seed;
    private final int height;
    private final int width;
    private final Side rows;
    private final Side columns;

    /** One side of the enlarged grid: for each place the two grid cells that it lies between. */
    private static final class Side {
        final int cell;
        final int[] first;
        final int[] second;
        final float[] weight;

        Side(int cells, int pixels) {
            cell = (pixels + cells - 1) / cells;
            int size = (cells + 1) * cell;
            first = new int[size];
            second = new int[size];
            weight = new float[size];
            for (int i = 0; i < size; i++) {
                double source = Math.abs((i + 0.5) * cells / size - 0.5);
                source = source > cells - 1 ? 2.0 * (cells - 1) - source : source;
                source = Math.max(source, 0);
                first[i] = (int) Math.floor(source);
                second[i] = Math.min(first[i] + 1, cells - 1);
                weight[i] = (float) (source - first[i]);
            }
        }
    }

    RiseMasks(int cells, double probability, long seed, Shape input) {
        this.cells = cells;
        this.probability = probability;
        this.seed = seed;
        this.height = input.height();
        this.width = input.width();
        this.rows = new Side(cells, height);
        this.columns = new Side(cells, width);
    }

    @Override
    public void fill(int number, float[] mask) {
        // Seeded with a draw of another generator: seeds one stride apart would give neighbours the same draws,
        // shifted by one.
        SplittableRandom random = new SplittableRandom(new SplittableRandom(seed + number * STRIDE).nextLong());
        boolean[] grid = new boolean[cells * cells];
        for (int i = 0; i < grid.length; i++) {
            grid[i] = random.nextDouble() < probability;
        }
        int top = random.nextInt(rows.cell);
        int left = random.nextInt(columns.cell);
        float[][] wide = new float[cells][width];
        for (int y = 0; y < cells; y++) {
            for (int x = 0; x < width; x++) {
                float one = grid[y * cells + columns.first[left + x]] ? 1 : 0;
                float other = grid[y * cells + columns.second[left + x]] ? 1 : 0;
                wide[y][x] = one + columns.weight[left + x] * (other - one);
            }
        }
        float[] row = new float[width];
        for (int y = 0; y < height; y++) {
            float[] upper = wide[rows.first[top + y]];
            float[] lower = wide[rows.second[top + y]];
            float weight = rows.weight[top + y];
            for (int x = 0; x < width; x++) {
                row[x] = upper[x] + weight * (lower[x] - upper[x]);
            }
            System.arraycopy(row, 0, mask, y * width, width);
        }
    }
}
