package io.github.hdecomp.nd4j.kernel;

/**
 * Minimal filtering the other way round: what three cotangents next to each other contribute to the five inputs that they
 * reach through a filter g of three taps, d = B [(G g) ⊙ (A x)]: five products in place of nine. These are the transposed
 * matrices of F(3, 3) (Lavin and Gray 2015, arXiv 1509.09308) with the factors of B's first column, and signs, moved into G.
 * Maps use it along rows, then along columns.
 *
 * <pre>
 *      1  0  0         1    0    0         1  0  0  0  0
 *      1  1  1         ½    ½    ½        -½  2 -2 -1  2
 *  A = 1 -1  1    G =  ⅙   -⅙    ⅙    B = -1  1  3  0 -1
 *      1  2  4         ⅙    ⅓    ⅔         ½ -1 -1  1 -2
 *      0  0  1         0    0    1         0  0  0  0  1
 * </pre>
 *
 * <p>The transforms work on arrays, each of which holds one place of the tile for many patches and channels. The JVM vectorises
 * loops with two results, not with more.
 */
final class ScatterTile {
    /** Cotangents of a tile per direction. */
    static final int CELLS = 3;

    /** Places of a transformed tile per direction, and inputs that it reaches. */
    static final int PLACES = 5;

    private static final double[][] G = {
        {1, 0, 0}, {1 / 2.0, 1 / 2.0, 1 / 2.0}, {1 / 6.0, -1 / 6.0, 1 / 6.0}, {1 / 6.0, 1 / 3.0, 2 / 3.0}, {0, 0, 1}
    };

    private ScatterTile() {}

    /** G w Gᵀ of a 3 by 3 filter w, row-major, in double: 5 by 5 values. */
    static double[] filter(double[] w) {
        return WinogradTile.filter(G, w);
    }

    /**
     * A x, without its first and last value, which are x0 and x2 themselves.
     *
     * @param x0 to {@code x2} the cotangents. Not modified.
     * @param v1 to {@code v3} receive the transformed values
     * @param n elements of each
     */
    static void input(float[] x0, float[] x1, float[] x2, float[] v1, float[] v2, float[] v3, int n) {
        for (int i = 0; i < n; i++) {
            float even = x0[i] + x2[i];
            v1[i] = even + x1[i];
            v2[i] = even - x1[i];
        }
        for (int i = 0; i < n; i++) {
            v3[i] = x0[i] + 2 * x1[i] + 4 * x2[i];
        }
    }

    /**
     * B m, without its first and last value, which are m0 and m4 themselves.
     *
     * @param m0 to {@code m4} the products. Not modified.
     * @param d1 to {@code d3} receive the contributions
     * @param n elements of each
     */
    static void output(
            float[] m0, float[] m1, float[] m2, float[] m3, float[] m4, float[] d1, float[] d2, float[] d3, int n) {
        both(m0, m3, m4, d3, n);
        outer(m1, m2, d1, d3, n);
        middle(m0, m1, m2, m4, d2, n);
    }

    /** What d1 and d3 have in common. In a loop with the rest, it is too long for the JVM to make vector instructions of. */
    private static void both(float[] m0, float[] m3, float[] m4, float[] d3, int n) {
        for (int i = 0; i < n; i++) {
            d3[i] = 0.5f * m0[i] + m3[i] - 2 * m4[i];
        }
    }

    private static void outer(float[] m1, float[] m2, float[] d1, float[] d3, int n) {
        for (int i = 0; i < n; i++) {
            d1[i] = 2 * (m1[i] - m2[i]) - d3[i];
            d3[i] = d3[i] - m1[i] - m2[i];
        }
    }

    private static void middle(float[] m0, float[] m1, float[] m2, float[] m4, float[] d2, int n) {
        for (int i = 0; i < n; i++) {
            d2[i] = m1[i] + 3 * m2[i] - m0[i] - m4[i];
        }
    }
}
