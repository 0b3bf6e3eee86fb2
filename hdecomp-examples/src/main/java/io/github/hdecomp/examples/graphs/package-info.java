/** Writes the graphs of {@link io.github.hdecomp.analysis.ClassEvidence} for programs that draw and analyse graphs. */
@NullMarked
package io.github.hdecomp.examples.graphs;

import org.jspecify.annotations.NullMarked;
