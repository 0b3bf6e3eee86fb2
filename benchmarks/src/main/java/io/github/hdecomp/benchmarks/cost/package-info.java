/** Counts the operations and bytes that work cannot do without. */
package io.github.hdecomp.benchmarks.cost;
