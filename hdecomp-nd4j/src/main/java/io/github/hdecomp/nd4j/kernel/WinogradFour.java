package io.github.hdecomp.nd4j.kernel;

/**
 * F(4, 3): six products for four cells.
 *
 * <pre>
 *       4  0 -5  0  1  0          ¼     0    0
 *       0 -4 -4  1  1  0        -⅙    -⅙   -⅙
 *  Bᵀ = 0  4 -4 -1  1  0    G = -⅙     ⅙   -⅙    Aᵀ = 1  1  1  1  1  0
 *       0 -2 -1  2  1  0        1/24  1/12   ⅙         0  1 -1  2 -2  0
 *       0  2 -1 -2  1  0        1/24 -1/12   ⅙         0  1  1  4  4  0
 *       0  4  0 -5  0  1          0     0    1         0  1 -1  8 -8  1
 * </pre>
 *
 * <p>Rows that differ in signs alone are computed together: the JVM vectorises loops with two results, not with more.
 */
final class WinogradFour extends WinogradTile {

    WinogradFour() {
        super(4, new double[][] {
            {1 / 4.0, 0, 0},
            {-1 / 6.0, -1 / 6.0, -1 / 6.0},
            {-1 / 6.0, 1 / 6.0, -1 / 6.0},
            {1 / 24.0, 1 / 12.0, 1 / 6.0},
            {1 / 24.0, -1 / 12.0, 1 / 6.0},
            {0, 0, 1}
        });
    }

    @Override
    void input(float[][] a, int d, int v, int step, int n) {
        outer(a[d], a[d + 2], a[d + 4], a[v], n);
        pair(a[d + 1], a[d + 2], a[d + 3], a[d + 4], -4, 1, a[v + step], a[v + 2 * step], n);
        pair(a[d + 1], a[d + 2], a[d + 3], a[d + 4], -1, 2, a[v + 3 * step], a[v + 4 * step], n);
        outer(a[d + 1], a[d + 3], a[d + 5], a[v + 5 * step], n);
    }

    @Override
    void output(float[][] a, int m, int y, int step, int n) {
        even(a[m], a[m + 1], a[m + 2], a[m + 3], a[m + 4], a[y], a[y + 2 * step], n);
        odd(a[m + 1], a[m + 2], a[m + 3], a[m + 4], a[m + 5], a[y + step], a[y + 3 * step], n);
    }

    private static void outer(float[] x0, float[] x1, float[] x2, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = 4 * x0[i] - 5 * x1[i] + x2[i];
        }
    }

    /** (d4 + p d2) ± q (d3 + p d1). */
    private static void pair(
            float[] d1, float[] d2, float[] d3, float[] d4, float p, float q, float[] plus, float[] minus, int n) {
        for (int i = 0; i < n; i++) {
            float even = d4[i] + p * d2[i];
            float odd = q * (d3[i] + p * d1[i]);
            plus[i] = even + odd;
            minus[i] = even - odd;
        }
    }

    private static void even(
            float[] m0, float[] m1, float[] m2, float[] m3, float[] m4, float[] y0, float[] y2, int n) {
        for (int i = 0; i < n; i++) {
            float one = m1[i] + m2[i];
            float two = m3[i] + m4[i];
            y0[i] = m0[i] + one + two;
            y2[i] = one + 4 * two;
        }
    }

    private static void odd(float[] m1, float[] m2, float[] m3, float[] m4, float[] m5, float[] y1, float[] y3, int n) {
        for (int i = 0; i < n; i++) {
            float one = m1[i] - m2[i];
            float two = m3[i] - m4[i];
            y1[i] = one + 2 * two;
            y3[i] = one + 8 * two + m5[i];
        }
    }
}
