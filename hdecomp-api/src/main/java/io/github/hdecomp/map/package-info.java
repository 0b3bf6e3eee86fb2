/**
 * Arithmetic on maps, which drawing, scoring and masking share: {@link io.github.hdecomp.map.Upsampling} brings a layer's map
 * to the size of the picture, {@link io.github.hdecomp.map.Normalization} its values to 0 … 1, and
 * {@link io.github.hdecomp.map.OtsuThreshold} cuts them in two; a {@link io.github.hdecomp.map.Reduction} makes one map of
 * many channels, and a {@link io.github.hdecomp.map.Mask} is a set of cells.
 */
@NullMarked
package io.github.hdecomp.map;

import org.jspecify.annotations.NullMarked;
