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
     * y = y + x from one element to before another.
     *
     * @param x not modified
     * @param y modified
     * @param start the first element
     * @param end the one after the last
     */
    static void add(float[] x, float[] y, int start, int end) {
        for (int i = start; i < end; i++) {
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
     * y = y + a · b, elementwise.
     *
     * @param a not modified
     * @param b not modified
     * @param y modified
     * @param n elements
     */
    public static void addProduct(float[] a, float[] b, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] += a[i] * b[i];
        }
    }

    /**
     * Moves what was summed in single precision to sums in double: y[c] = y[c] + x[c] + x[c + channels] + …, x = 0.
     *
     * @param x cells of so many channels as y has. Modified.
     * @param y modified
     * @param n elements of x
     */
    public static void fold(float[] x, double[] y, int n) {
        for (int i = 0; i < n; ) {
            for (int c = 0; c < y.length; c++, i++) {
                y[c] += x[i];
                x[i] = 0;
            }
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
     * y = max(y · scale + shift, least).
     *
     * @param scale not modified
     * @param shift not modified
     * @param least a lower bound, -∞ for none
     * @param y modified
     * @param n elements
     */
    static void affine(float[] scale, float[] shift, float least, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = Math.max(y[i] * scale[i] + shift[i], least);
        }
    }

    /**
     * y = max(y · scale + shift + x, least).
     *
     * @param scale not modified
     * @param shift not modified
     * @param x not modified
     * @param least a lower bound, -∞ for none
     * @param y modified
     * @param n elements
     */
    static void affineAdd(float[] scale, float[] shift, float[] x, float least, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = Math.max(y[i] * scale[i] + shift[i] + x[i], least);
        }
    }

    /**
     * y = max(y + x, least).
     *
     * @param x not modified
     * @param least a lower bound, -∞ for none
     * @param y modified
     * @param n elements
     */
    static void add(float[] x, float least, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = Math.max(y[i] + x[i], least);
        }
    }

    /**
     * y = max(y + x0 + x1, least).
     *
     * @param x0 not modified
     * @param x1 not modified
     * @param least a lower bound, -∞ for none
     * @param y modified
     * @param n elements
     */
    static void addTwo(float[] x0, float[] x1, float least, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = Math.max(y[i] + x0[i] + x1[i], least);
        }
    }

    /**
     * Where x &gt; y, y = x and at = now.
     *
     * @param x not modified
     * @param now from 0 to 2²⁴
     * @param y modified
     * @param at from 0 to 2²⁴. Modified.
     * @param n elements
     */
    public static void larger(float[] x, float now, float[] y, float[] at, int n) {
        for (int i = 0; i < n; i++) {
            float wins = Math.max(0f, Math.min(1f, (x[i] - y[i]) * STEEP * STEEP));
            at[i] += wins * (now - at[i]);
            y[i] = Math.max(y[i], x[i]);
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
     * y = max(y, |x|).
     *
     * @param x not modified
     * @param y modified
     * @param n elements
     */
    static void maxMagnitude(float[] x, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = Math.max(y[i], Math.abs(x[i]));
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
     * What the winner of a window receives: w = dy where x = y, 0 elsewhere; what is won is taken from dy, so that later cells of
     * the window win nothing.
     *
     * @param x one cell of the window. Not modified.
     * @param y the maximum of the window. Not modified.
     * @param dy the cotangent of the maximum while no cell has won it, 0 after that. Modified.
     * @param w receives the cotangent of the cell. Modified.
     * @param n elements
     */
    public static void award(float[] x, float[] y, float[] dy, float[] w, int n) {
        for (int i = 0; i < n; i++) {
            float left = dy[i] * Math.min(1f, (y[i] - x[i]) * STEEP * STEEP);
            w[i] = dy[i] - left;
            dy[i] = left;
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

    /**
     * t = t + 1 where x = y.
     *
     * @param x at most y. Not modified.
     * @param y not modified
     * @param t modified
     * @param n elements
     */
    public static void countEqual(float[] x, float[] y, float[] t, int n) {
        for (int i = 0; i < n; i++) {
            t[i] += 1f - Math.min(1f, (y[i] - x[i]) * STEEP * STEEP);
        }
    }

    /**
     * w = w + s where x = y.
     *
     * @param x at most y. Not modified.
     * @param y not modified
     * @param s not modified
     * @param w modified
     * @param n elements
     */
    public static void addWhereEqual(float[] x, float[] y, float[] s, float[] w, int n) {
        for (int i = 0; i < n; i++) {
            w[i] += s[i] - s[i] * Math.min(1f, (y[i] - x[i]) * STEEP * STEEP);
        }
    }

    /**
     * y = y / x.
     *
     * @param x not 0. Not modified.
     * @param y modified
     * @param n elements
     */
    public static void divide(float[] x, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] /= x[i];
        }
    }

    /**
     * r = a · r / (z + epsilon · sign(z)), and 0 where z = 0.
     *
     * @param a the factor
     * @param z not modified
     * @param epsilon 0 or more
     * @param r modified
     * @param n elements
     */
    public static void quotient(float a, float[] z, float epsilon, float[] r, int n) {
        // Two loops, since the JVM makes no vector instructions of one that does both.
        for (int i = 0; i < n; i++) {
            float sign = Math.max(-1f, Math.min(1f, z[i] * STEEP * STEEP));
            r[i] = a * sign * sign * r[i];
        }
        for (int i = 0; i < n; i++) {
            float sign = Math.max(-1f, Math.min(1f, z[i] * STEEP * STEEP));
            // Where z = 0, 0 / 1.
            r[i] /= z[i] + epsilon * sign + (1f - sign * sign);
        }
    }

    /**
     * Whether some r differs from 0 where y = 0.
     *
     * @param y the output of a ReLU, so at least 0. Not modified.
     * @param r modified
     * @param n elements
     * @return false if r is 0 wherever y is
     */
    public static boolean differsWhereZero(float[] y, float[] r, int n) {
        for (int i = 0; i < n; i++) {
            r[i] = Math.abs(r[i]) * (1f - Math.min(1f, y[i] * STEEP * STEEP));
        }
        float largest = 0;
        for (int i = 0; i < n; i++) {
            largest = Math.max(largest, r[i]);
        }
        return largest > 0;
    }
}
