/**
 * Which method to trust: several {@link io.github.hdecomp.attribution.Saliency methods} answer the same questions about the
 * pictures of a set, and {@link io.github.hdecomp.metric.Metric metrics} judge the answers. {@link
 * io.github.hdecomp.comparison.MethodComparison} does it; {@link io.github.hdecomp.comparison.RandomControl} and {@link
 * io.github.hdecomp.comparison.CentreControl} are what every method should beat.
 */
@NullMarked
package io.github.hdecomp.comparison;

import org.jspecify.annotations.NullMarked;
