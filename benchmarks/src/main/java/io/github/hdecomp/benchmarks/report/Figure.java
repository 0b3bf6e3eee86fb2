package io.github.hdecomp.benchmarks.report;

/**
 * One number that is compared with nothing but its target.
 *
 * @param what was measured
 * @param value how much
 * @param unit of what
 * @param target the most that is good, NaN if there is none
 */
public record Figure(String what, double value, String unit, double target) {}
