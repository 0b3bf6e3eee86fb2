package io.github.hdecomp.metric;

/**
 * The values that a score can take.
 *
 * @param least the smallest, negative infinity if there is none
 * @param most the largest, infinity if there is none
 * @param unit what they are counted in: {@code %}, or empty for plain numbers
 */
public record Range(double least, double most, String unit) {

    /** Shares in per cent, from 0 to 100. */
    public static final Range PER_CENT = new Range(0, 100, "%");

    /** Means of probabilities, from 0 to 1. */
    public static final Range PROBABILITY = new Range(0, 1, "");

    /** Numbers of 0 and above. */
    public static final Range NOT_NEGATIVE = new Range(0, Double.POSITIVE_INFINITY, "");

    /** Correlations, from -1 to 1. */
    public static final Range CORRELATION = new Range(-1, 1, "");

    /**
     * Whether a value lies inside.
     *
     * @param value any number
     * @return true between the two ends, which are included
     */
    public boolean contains(double value) {
        return value >= least && value <= most;
    }
}
