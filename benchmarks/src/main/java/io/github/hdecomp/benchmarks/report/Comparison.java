package io.github.hdecomp.benchmarks.report;

/**
 * HDecomp's time beside another.
 *
 * @param ours HDecomp's
 * @param against what the other is
 * @param other the other's milliseconds, NaN if it was not measured
 * @param ratio ours over the other's, formed within rounds
 * @param target the largest ratio that is good, NaN if there is none
 */
record Comparison(Timing ours, String against, double other, double ratio, double target) {}
