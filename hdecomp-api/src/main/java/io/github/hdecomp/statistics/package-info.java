/**
 * The statistics of experiments: {@link io.github.hdecomp.statistics.Correlation}s, and the
 * {@link io.github.hdecomp.statistics.Summary} of one number per picture with its bootstrap interval. All in double.
 */
@NullMarked
package io.github.hdecomp.statistics;

import org.jspecify.annotations.NullMarked;
