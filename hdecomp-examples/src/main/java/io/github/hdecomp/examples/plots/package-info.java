/** Draws the {@link io.github.hdecomp.analysis.Figure}s of experiments with XChart. */
@NullMarked
package io.github.hdecomp.examples.plots;

import org.jspecify.annotations.NullMarked;
