/**
 * Arithmetic on maps, which drawing and scoring share: {@link io.github.hdecomp.map.Upsampling} brings a layer's map to the
 * size of the picture.
 */
@NullMarked
package io.github.hdecomp.map;

import org.jspecify.annotations.NullMarked;
