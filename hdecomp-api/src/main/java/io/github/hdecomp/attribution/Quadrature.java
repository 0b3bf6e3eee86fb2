package io.github.hdecomp.attribution;

import java.util.Arrays;

/** A rule by which an integral over 0 … 1 is a weighted sum of values at n points; the weights add up to 1. */
public enum Quadrature {
    /** i / n, equal weights. */
    LEFT {
        @Override
        double[] points(int n) {
            return spaced(n, 0, n);
        }
    },

    /** (i + 1) / n, equal weights. */
    RIGHT {
        @Override
        double[] points(int n) {
            return spaced(n, 1, n);
        }
    },

    /** (i + ½) / n, equal weights: exact for straight lines. */
    MIDPOINT {
        @Override
        double[] points(int n) {
            return spaced(n, 0.5, n);
        }
    },

    /** i / (n - 1), end points included, equal weights, as in the saliency library of the authors of SmoothGrad. */
    ENDPOINTS {
        @Override
        double[] points(int n) {
            return spaced(n, 0, Math.max(n - 1, 1));
        }
    },

    /** i / (n - 1), the end points with half the weight of the others: exact for straight lines. */
    TRAPEZOID {
        @Override
        double[] points(int n) {
            return ENDPOINTS.points(n);
        }

        @Override
        double[] weights(int n) {
            if (n < 2) {
                return super.weights(n);
            }
            double[] weights = new double[n];
            for (int i = 0; i < n; i++) {
                weights[i] = (i == 0 || i == n - 1 ? 0.5 : 1.0) / (n - 1);
            }
            return weights;
        }
    },

    /** The zeros of the Legendre polynomial of degree n, brought to 0 … 1: exact for polynomials of degree 2n - 1. */
    GAUSS_LEGENDRE {
        @Override
        double[] points(int n) {
            double[] points = new double[n];
            for (int i = 0; i < n; i++) {
                points[i] = (1 - zero(n, i)) / 2;
            }
            return points;
        }

        @Override
        double[] weights(int n) {
            double[] weights = new double[n];
            for (int i = 0; i < n; i++) {
                double x = zero(n, i);
                double derivative = legendre(n, x)[1];
                weights[i] = 1 / ((1 - x * x) * derivative * derivative);
            }
            return weights;
        }
    };

    /** The points in ascending order. */
    abstract double[] points(int n);

    double[] weights(int n) {
        double[] weights = new double[n];
        Arrays.fill(weights, 1.0 / n);
        return weights;
    }

    private static double[] spaced(int n, double first, int parts) {
        double[] points = new double[n];
        for (int i = 0; i < n; i++) {
            points[i] = (i + first) / parts;
        }
        return points;
    }

    /** The i-th zero from above of the Legendre polynomial of degree n, by Newton's method from Tricomi's estimate. */
    private static double zero(int n, int i) {
        double x = Math.cos(Math.PI * (i + 0.75) / (n + 0.5));
        for (int round = 0; round < 8; round++) {
            double[] p = legendre(n, x);
            x -= p[0] / p[1];
        }
        return x;
    }

    /** The Legendre polynomial of degree n and its derivative, by the recurrence of three terms. */
    private static double[] legendre(int n, double x) {
        double before = 0;
        double p = 1;
        for (int k = 1; k <= n; k++) {
            double next = ((2 * k - 1) * x * p - (k - 1) * before) / k;
            before = p;
            p = next;
        }
        return new double[] {p, n * (x * p - before) / (x * x - 1)};
    }
}
