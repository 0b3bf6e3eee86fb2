package io.github.hdecomp.statistics;

import java.util.Arrays;
import java.util.Collection;

/**
 * What a number that was taken of many pictures comes to.
 *
 * @param mean over those where it is defined; NaN if there are none
 * @param interval of the mean
 * @param n how many numbers are defined
 * @param undefined how many are not; they are counted and otherwise left out
 */
public record Summary(double mean, Interval interval, int n, int undefined) {

    /**
     * The summary of some numbers, with the default {@link Bootstrap}.
     *
     * @param values numbers; NaN where the number is undefined
     * @return the summary
     */
    public static Summary of(Collection<Double> values) {
        return of(values.stream().mapToDouble(Double::doubleValue).toArray(), Bootstrap.defaults());
    }

    /**
     * The summary of some numbers.
     *
     * @param values numbers; NaN where the number is undefined. Not modified.
     * @param bootstrap how the interval is found
     * @return the summary
     */
    public static Summary of(double[] values, Bootstrap bootstrap) {
        double[] defined =
                Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
        double mean = Arrays.stream(defined).average().orElse(Double.NaN);
        return new Summary(mean, bootstrap.interval(defined), defined.length, values.length - defined.length);
    }
}
