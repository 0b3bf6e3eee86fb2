package io.github.hdecomp.nd4j.kernel;

/**
 * F(2, 3): four products for two cells.
 *
 * <pre>
 *       1  0 -1  0         1  0  0
 *  Bᵀ = 0  1  1  0    G =  ½  ½  ½    Aᵀ = 1  1  1  0
 *       0 -1  1  0         ½ -½  ½         0  1 -1 -1
 *       0  1  0 -1         0  0  1
 * </pre>
 */
final class WinogradTwo extends WinogradTile {

    WinogradTwo() {
        super(2, new double[][] {{1, 0, 0}, {0.5, 0.5, 0.5}, {0.5, -0.5, 0.5}, {0, 0, 1}});
    }

    @Override
    void input(float[][] a, int d, int v, int step, int n) {
        difference(a[d], a[d + 2], a[v], n);
        sumAndDifference(a[d + 2], a[d + 1], a[v + step], a[v + 2 * step], n);
        difference(a[d + 1], a[d + 3], a[v + 3 * step], n);
    }

    @Override
    void output(float[][] a, int m, int y, int step, int n) {
        cells(a[m], a[m + 1], a[m + 2], a[m + 3], a[y], a[y + step], n);
    }

    private static void difference(float[] x0, float[] x1, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = x0[i] - x1[i];
        }
    }

    private static void sumAndDifference(float[] x0, float[] x1, float[] sum, float[] difference, int n) {
        for (int i = 0; i < n; i++) {
            sum[i] = x0[i] + x1[i];
            difference[i] = x0[i] - x1[i];
        }
    }

    private static void cells(float[] m0, float[] m1, float[] m2, float[] m3, float[] y0, float[] y1, int n) {
        for (int i = 0; i < n; i++) {
            y0[i] = m0[i] + m1[i] + m2[i];
            y1[i] = m1[i] - m2[i] - m3[i];
        }
    }
}
