/**
 * What tells whether an explanation is good: where it points, and what the network says of pictures from which the
 * places that it names were taken. One {@link io.github.hdecomp.metric.Metric} is one record with its parameters; it
 * declares which direction is better, its range, its cost and what it needs, and makes a {@link
 * io.github.hdecomp.metric.Score} of one {@link io.github.hdecomp.metric.Explanation}. Scores of many pictures become a {@link
 * io.github.hdecomp.metric.Summary}, which counts what was undefined instead of leaving it out in silence.
 *
 * <p>Sums are accumulated in double. Ties of pixels go to the lower flat index. Shares are in per cent.
 */
@NullMarked
package io.github.hdecomp.metric;

import org.jspecify.annotations.NullMarked;
