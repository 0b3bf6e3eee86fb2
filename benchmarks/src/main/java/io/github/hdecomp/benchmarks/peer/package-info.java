/** Runs the same networks in other runtimes. */
package io.github.hdecomp.benchmarks.peer;
