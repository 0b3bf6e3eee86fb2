/** Turns what JMH measured into a table. */
package io.github.hdecomp.benchmarks.report;
