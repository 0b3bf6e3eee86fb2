package io.github.hdecomp.map;

/**
 * The enlargement of maps from one size to another, made once for many maps: rows are widened first, each once, then
 * blended. Immutable.
 */
public final class Enlargement {
    private final Axis rows;
    private final Axis columns;

    /** The two cells that every cell along one side is blended of, and the weight of the second. */
    private static final class Axis {
        final int from;
        final int[] first;
        final int[] second;
        final float[] weight;

        Axis(Upsampling upsampling, int in, int out) {
            from = in;
            first = new int[out];
            second = new int[out];
            weight = new float[out];
            for (int i = 0; i < out; i++) {
                double source = upsampling.source(i, in, out);
                int floor = (int) Math.floor(source);
                first[i] = Math.min(Math.max(floor, 0), in - 1);
                second[i] = Math.min(Math.max(floor + 1, 0), in - 1);
                weight[i] = (float) (source - floor);
            }
        }

        int to() {
            return first.length;
        }
    }

    /**
     * Prepares the enlargement of maps of one size.
     *
     * @param upsampling where the cells' centres are put
     * @param fromHeight rows of the small maps
     * @param fromWidth their columns
     * @param toHeight rows of the large maps
     * @param toWidth their columns
     * @throws IllegalArgumentException if a side has no cell
     */
    public Enlargement(Upsampling upsampling, int fromHeight, int fromWidth, int toHeight, int toWidth) {
        if (fromHeight < 1 || fromWidth < 1 || toHeight < 1 || toWidth < 1) {
            throw new IllegalArgumentException("upsampling: a map of " + fromHeight + "x" + fromWidth + " to "
                    + toHeight + "x" + toWidth + ", expected at least one cell on either side");
        }
        this.rows = new Axis(upsampling, fromHeight, toHeight);
        this.columns = new Axis(upsampling, fromWidth, toWidth);
    }

    /**
     * Enlarges one map.
     *
     * @param small holds the map row by row. Not modified.
     * @param at index of its first cell
     * @param large receives the result row by row. Modified.
     * @param to index there of the first cell
     */
    public void apply(float[] small, int at, float[] large, int to) {
        int width = columns.to();
        float[][] wide = new float[rows.from][];
        float[] row = new float[width];
        for (int y = 0; y < rows.to(); y++) {
            float[] upper = widened(wide, rows.first[y], small, at);
            float[] lower = widened(wide, rows.second[y], small, at);
            float weight = rows.weight[y];
            for (int x = 0; x < width; x++) {
                row[x] = upper[x] + weight * (lower[x] - upper[x]);
            }
            System.arraycopy(row, 0, large, to + y * width, width);
        }
    }

    /** A row of the small map at the width of the large one; computed when it is first needed. */
    private float[] widened(float[][] wide, int y, float[] small, int at) {
        if (wide[y] == null) {
            float[] row = new float[columns.to()];
            int start = at + y * columns.from;
            for (int x = 0; x < row.length; x++) {
                float left = small[start + columns.first[x]];
                row[x] = left + columns.weight[x] * (small[start + columns.second[x]] - left);
            }
            wide[y] = row;
        }
        return wide[y];
    }
}
