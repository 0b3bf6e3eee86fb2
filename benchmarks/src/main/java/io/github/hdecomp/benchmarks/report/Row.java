package io.github.hdecomp.benchmarks.report;

import io.github.hdecomp.benchmarks.cost.Cost;

/**
 * One comparison.
 *
 * @param work what was done
 * @param against with what it is compared
 * @param ours HDecomp's time in milliseconds
 * @param other the other's time in milliseconds, NaN if it was not measured
 * @param ratio ours over the other's, formed within rounds
 * @param target the largest ratio that is good, NaN if there is none
 * @param cost what the work cannot do without
 */
public record Row(String work, String against, double ours, double other, double ratio, double target, Cost cost) {}
