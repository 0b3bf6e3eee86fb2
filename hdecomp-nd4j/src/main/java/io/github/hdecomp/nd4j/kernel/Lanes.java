package io.github.hdecomp.nd4j.kernel;

/**
 * Loops over the first {@code n} elements of plain arrays. All arrays are indexed alike, which is what lets the JVM turn each
 * loop into vector instructions; branches are written as arithmetic for the same reason.
 */
public final class Lanes {
    /** Takes every positive float, the smallest included, past 1 in two steps without overflow to infinity of 1. */
    private static final float STEEP = 0x1p100f;

    private Lanes() {}

    /**
     * y = y + x.
     *
     * @param x not modified
     * @param y modified
     * @param n elements
     */
    public static void add(float[] x, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] += x[i];
        }
    }

    /**
     * y = y · x.
     *
     * @param x not modified
     * @param y modified
     * @param n elements
     */
    public static void multiply(float[] x, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] *= x[i];
        }
    }

    /**
     * y = y + a · x.
     *
     * @param a the factor
     * @param x not modified
     * @param y modified
     * @param n elements
     */
    public static void addScaled(float a, float[] x, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] += a * x[i];
        }
    }

    /**
     * y = y · scale + shift.
     *
     * @param scale not modified
     * @param shift not modified
     * @param y modified
     * @param n elements
     */
    public static void affine(float[] scale, float[] shift, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = y[i] * scale[i] + shift[i];
        }
    }

    /**
     * y = max(y, x).
     *
     * @param x not modified
     * @param y modified
     * @param n elements
     */
    public static void max(float[] x, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = Math.max(y[i], x[i]);
        }
    }

    /**
     * y = max(y, 0); 0 for -0.
     *
     * @param y modified
     * @param n elements
     */
    public static void relu(float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = Math.max(y[i], 0f);
        }
    }

    /**
     * d = d where y &gt; 0, and 0 elsewhere.
     *
     * @param y the output of a ReLU, so at least 0. Not modified.
     * @param d modified
     * @param n elements
     */
    public static void gate(float[] y, float[] d, int n) {
        for (int i = 0; i < n; i++) {
            d[i] *= Math.min(1f, y[i] * STEEP * STEEP);
        }
    }

    /**
     * What the winner of a window receives: w = dy where x = y and no earlier cell of the window won, 0 elsewhere; cells that
     * win are marked in {@code open}.
     *
     * @param x one cell of the window. Not modified.
     * @param y the maximum of the window. Not modified.
     * @param dy the cotangent of the maximum. Not modified.
     * @param open 1 while no cell has won, 0 after that. Modified.
     * @param w receives the cotangent of the cell. Modified.
     * @param n elements
     */
    public static void award(float[] x, float[] y, float[] dy, float[] open, float[] w, int n) {
        for (int i = 0; i < n; i++) {
            float loses = Math.min(1f, (y[i] - x[i]) * STEEP * STEEP);
            w[i] = dy[i] * (open[i] - open[i] * loses);
            open[i] *= loses;
        }
    }

    /**
     * y = a · x0.
     *
     * @param a the factor
     * @param x0 not modified
     * @param y modified, may be x0
     * @param n elements
     */
    public static void combine(float a, float[] x0, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = a * x0[i];
        }
    }

    /** y = a · x0 + b · x1. */
    static void combine(float a, float[] x0, float b, float[] x1, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = a * x0[i] + b * x1[i];
        }
    }

    /** y = a · x0 + b · x1 + c · x2. */
    static void combine(float a, float[] x0, float b, float[] x1, float c, float[] x2, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = a * x0[i] + b * x1[i] + c * x2[i];
        }
    }

    /** y = a · x0 + b · x1 + c · x2 + d · x3. */
    static void combine(
            float a, float[] x0, float b, float[] x1, float c, float[] x2, float d, float[] x3, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = a * x0[i] + b * x1[i] + c * x2[i] + d * x3[i];
        }
    }

    /** y = a · x0 + b · x1 + c · x2 + d · x3 + e · x4. */
    static void combine(
            float a,
            float[] x0,
            float b,
            float[] x1,
            float c,
            float[] x2,
            float d,
            float[] x3,
            float e,
            float[] x4,
            float[] y,
            int n) {
        for (int i = 0; i < n; i++) {
            y[i] = a * x0[i] + b * x1[i] + c * x2[i] + d * x3[i] + e * x4[i];
        }
    }
}
