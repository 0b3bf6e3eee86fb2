package io.github.hdecomp.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The percentile bootstrap of a mean (Efron 1979): the spread of the means of random samples drawn with replacement from the
 * numbers themselves.
 *
 * @param resamples how many samples are drawn, at least 1
 * @param level the part of their means that lies within the interval; between 0 and 1
 * @param seed the same seed gives the same interval
 */
public record Bootstrap(int resamples, double level, long seed) {

    /**
     * Checks the ranges.
     *
     * @param resamples see above
     * @param level see above
     * @param seed see above
     */
    public Bootstrap {
        if (resamples < 1 || !(level > 0 && level < 1)) {
            throw new IllegalArgumentException("bootstrap: " + resamples + " resamples at level " + level
                    + ", expected at least one and a level between 0 and 1");
        }
    }

    /**
     * 95 % of 2,000 samples.
     *
     * @return the defaults
     */
    public static Bootstrap defaults() {
        return new Bootstrap(2000, 0.95, 0);
    }

    /**
     * The interval of the mean of some numbers. Ends between two samples' means are interpolated.
     *
     * @param values finite numbers, in any order. Not modified.
     * @return the interval; NaN to NaN of no numbers
     */
    public Interval interval(double[] values) {
        if (values.length == 0) {
            return new Interval(Double.NaN, Double.NaN);
        }
        SplittableRandom random = new SplittableRandom(seed);
        double[] means = new double[resamples];
        for (int sample = 0; sample < resamples; sample++) {
            double sum = 0;
            for (int i = 0; i < values.length; i++) {
                sum += values[random.nextInt(values.length)];
            }
            means[sample] = sum / values.length;
        }
        Arrays.sort(means);
        return new Interval(quantile(means, (1 - level) / 2), quantile(means, (1 + level) / 2));
    }

    private static double quantile(double[] sorted, double part) {
        double place = part * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
