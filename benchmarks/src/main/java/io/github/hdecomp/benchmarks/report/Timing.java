package io.github.hdecomp.benchmarks.report;

import io.github.hdecomp.benchmarks.cost.Cost;

/**
 * How long HDecomp took for something.
 *
 * @param work what it did
 * @param millis how long
 * @param cost what the work cannot do without; nothing if it was not counted
 */
record Timing(String work, double millis, Cost cost) {}
