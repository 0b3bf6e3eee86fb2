package io.github.hdecomp.statistics;

/**
 * A range of numbers in which an estimate is believed to lie.
 *
 * @param low its lower end; NaN where nothing can be said
 * @param high its upper end, not below the lower one; NaN where nothing can be said
 */
public record Interval(double low, double high) {}
