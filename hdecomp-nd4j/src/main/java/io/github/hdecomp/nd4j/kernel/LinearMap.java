package io.github.hdecomp.nd4j.kernel;

/**
 * A small constant matrix applied to vectors of arrays: y_i = Σ_j c_ij x_j, element by element. Zeros of the matrix cost
 * nothing.
 */
final class LinearMap {
    private final float[][] coefficients;
    private final int[][] columns;

    private LinearMap(float[][] coefficients, int[][] columns) {
        this.coefficients = coefficients;
        this.columns = columns;
    }

    static LinearMap of(float[][] matrix) {
        float[][] coefficients = new float[matrix.length][];
        int[][] columns = new int[matrix.length][];
        for (int i = 0; i < matrix.length; i++) {
            int count = 0;
            for (float value : matrix[i]) {
                count += value != 0 ? 1 : 0;
            }
            coefficients[i] = new float[count];
            columns[i] = new int[count];
            int at = 0;
            for (int j = 0; j < matrix[i].length; j++) {
                if (matrix[i][j] != 0) {
                    coefficients[i][at] = matrix[i][j];
                    columns[i][at++] = j;
                }
            }
        }
        return new LinearMap(coefficients, columns);
    }

    /** The number of results. */
    int rows() {
        return columns.length;
    }

    /**
     * Applies the map.
     *
     * @param x the arrays x_j, at {@code from + j * fromStep}. Not modified.
     * @param y receives the arrays y_i, at {@code to + i * toStep}. Modified.
     * @param n elements of each
     */
    void apply(float[][] x, int from, int fromStep, float[][] y, int to, int toStep, int n) {
        for (int i = 0; i < columns.length; i++) {
            float[] c = coefficients[i];
            int[] j = columns[i];
            float[] out = y[to + i * toStep];
            float[] x0 = x[from + j[0] * fromStep];
            switch (c.length) {
                case 1 -> Lanes.combine(c[0], x0, out, n);
                case 2 -> Lanes.combine(c[0], x0, c[1], x[from + j[1] * fromStep], out, n);
                case 3 ->
                    Lanes.combine(c[0], x0, c[1], x[from + j[1] * fromStep], c[2], x[from + j[2] * fromStep], out, n);
                case 4 ->
                    Lanes.combine(
                            c[0],
                            x0,
                            c[1],
                            x[from + j[1] * fromStep],
                            c[2],
                            x[from + j[2] * fromStep],
                            c[3],
                            x[from + j[3] * fromStep],
                            out,
                            n);
                default ->
                    Lanes.combine(
                            c[0],
                            x0,
                            c[1],
                            x[from + j[1] * fromStep],
                            c[2],
                            x[from + j[2] * fromStep],
                            c[3],
                            x[from + j[3] * fromStep],
                            c[4],
                            x[from + j[4] * fromStep],
                            out,
                            n);
            }
        }
    }
}
