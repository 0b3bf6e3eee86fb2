/** Measures speed with JMH, beside other runtimes where they can do the same work, and writes the table of results. */
package io.github.hdecomp.benchmarks;
