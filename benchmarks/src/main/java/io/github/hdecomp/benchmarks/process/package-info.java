/** Measures what only a process of its own shows: its start and its memory. */
package io.github.hdecomp.benchmarks.process;
