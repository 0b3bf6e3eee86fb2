package io.github.hdecomp.statistics;

import java.util.Arrays;
import java.util.OptionalDouble;

/** How well one series of numbers goes along with another: a number in -1 … 1, undefined where a series is constant. */
public final class Correlation {
    private Correlation() {}

    /**
     * Pearson's product-moment correlation, Σ(a-ā)(b-b̄) / √(Σ(a-ā)² Σ(b-b̄)²).
     *
     * @param a a series of finite numbers. Not modified.
     * @param b another of the same length. Not modified.
     * @return the correlation; empty if there are fewer than two numbers or a series is constant
     * @throws IllegalArgumentException if the lengths differ
     */
    public static OptionalDouble pearson(double[] a, double[] b) {
        checkLengths(a, b);
        double meanA = Arrays.stream(a).average().orElse(0);
        double meanB = Arrays.stream(b).average().orElse(0);
        double products = 0;
        double squaresA = 0;
        double squaresB = 0;
        for (int i = 0; i < a.length; i++) {
            double x = a[i] - meanA;
            double y = b[i] - meanB;
            products += x * y;
            squaresA += x * x;
            squaresB += y * y;
        }
        // Two roots rather than one of the product, which small series could bring to underflow.
        double scale = Math.sqrt(squaresA) * Math.sqrt(squaresB);
        boolean constant = isConstant(a) || isConstant(b) || !(scale > 0);
        return constant ? OptionalDouble.empty() : OptionalDouble.of(Math.max(-1, Math.min(1, products / scale)));
    }

    /**
     * Spearman's rank correlation: Pearson's of the {@linkplain #ranks mid-ranks}.
     *
     * @param a a series of finite numbers. Not modified.
     * @param b another of the same length. Not modified.
     * @return the correlation; empty if there are fewer than two numbers or a series is constant
     * @throws IllegalArgumentException if the lengths differ
     */
    public static OptionalDouble spearman(double[] a, double[] b) {
        checkLengths(a, b);
        return pearson(ranks(a), ranks(b));
    }

    /**
     * The mid-ranks of a series: the places of its numbers in ascending order, counted from 1; equal ones share the mean of
     * theirs.
     *
     * @param values finite numbers; 0 and -0 are equal. Not modified.
     * @return one rank per number, in order
     */
    public static double[] ranks(double[] values) {
        double[] sorted = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            sorted[i] = values[i] + 0.0; // -0 becomes 0
        }
        Arrays.sort(sorted);
        double[] midranks = midranks(sorted);
        double[] ranks = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            ranks[i] = midranks[Arrays.binarySearch(sorted, values[i] + 0.0)];
        }
        return ranks;
    }

    /** The mid-rank at each place of an ascending series: the same for all places of equal numbers. */
    private static double[] midranks(double[] sorted) {
        double[] midranks = new double[sorted.length];
        for (int from = 0, to = 0; from < sorted.length; from = to) {
            while (to < sorted.length && sorted[to] == sorted[from]) {
                to++;
            }
            Arrays.fill(midranks, from, to, (from + 1 + to) / 2.0);
        }
        return midranks;
    }

    private static boolean isConstant(double[] values) {
        for (double value : values) {
            if (value != values[0]) {
                return false;
            }
        }
        return true;
    }

    private static void checkLengths(double[] a, double[] b) {
        if (a.length != b.length) {
            throw new IllegalArgumentException(
                    "correlation: series of " + a.length + " and " + b.length + " numbers, expected equally many");
        }
    }
}
