/** Writes networks as files that other runtimes read, with the same weights. */
package io.github.hdecomp.benchmarks.format;
