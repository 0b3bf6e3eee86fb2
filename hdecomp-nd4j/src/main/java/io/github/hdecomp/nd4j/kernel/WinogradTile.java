package io.github.hdecomp.nd4j.kernel;

/**
 * The matrices of Winograd's minimal filtering F(m, 3) (Lavin and Gray 2015, arXiv 1509.09308): m output cells of a filter g of
 * three taps are Y = Aᵀ [(G g) ⊙ (Bᵀ d)] with d the m + 2 input cells. Maps use it along rows, then along columns.
 *
 * <p>The transforms work on arrays, each of which holds one place of the tile for many tiles and channels.
 */
abstract class WinogradTile {
    private final int outputs;
    private final double[][] g;

    /**
     * A tile.
     *
     * @param outputs m
     * @param g G, (m + 2, 3)
     */
    WinogradTile(int outputs, double[][] g) {
        this.outputs = outputs;
        this.g = g;
    }

    /** Cells of an output tile per direction, m. */
    final int outputs() {
        return outputs;
    }

    /** Cells of an input tile per direction, m + 2. */
    final int inputs() {
        return outputs + 2;
    }

    /**
     * v = Bᵀ d.
     *
     * @param a the arrays
     * @param d where the m + 2 arrays of d stand, one after the other. Not modified.
     * @param v where the first of v stands. Modified.
     * @param step from one array of v to the next
     * @param n elements of each
     */
    abstract void input(float[][] a, int d, int v, int step, int n);

    /**
     * y = Aᵀ m.
     *
     * @param a the arrays
     * @param m where the m + 2 arrays stand, one after the other. Not modified.
     * @param y where the first of y stands. Modified.
     * @param step from one array of y to the next
     * @param n elements of each
     */
    abstract void output(float[][] a, int m, int y, int step, int n);

    /** G w Gᵀ of a 3 by 3 filter w, row-major, in double: (m + 2) by (m + 2) values. */
    final double[] filter(double[] w) {
        return filter(g, w);
    }

    /** G w Gᵀ of a 3 by 3 filter w with any G of three columns. */
    static double[] filter(double[][] g, double[] w) {
        int side = g.length;
        double[][] half = new double[side][3];
        for (int i = 0; i < side; i++) {
            for (int j = 0; j < 3; j++) {
                for (int k = 0; k < 3; k++) {
                    half[i][j] += g[i][k] * w[k * 3 + j];
                }
            }
        }
        double[] result = new double[side * side];
        for (int i = 0; i < side; i++) {
            for (int j = 0; j < side; j++) {
                for (int k = 0; k < 3; k++) {
                    result[i * side + j] += half[i][k] * g[j][k];
                }
            }
        }
        return result;
    }
}
