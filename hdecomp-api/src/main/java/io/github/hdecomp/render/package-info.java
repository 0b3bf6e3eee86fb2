/**
 * Pictures of maps and trees, drawn by Java2D alone: without a display, in the JDK's logical fonts, the same pixels on every
 * run of one JDK.
 *
 * <p>A {@link io.github.hdecomp.render.Palette} gives values colours and a {@link io.github.hdecomp.render.Scale} says
 * which values; {@link io.github.hdecomp.render.HeatMap} draws a map, {@link io.github.hdecomp.render.Overlay} draws it on
 * the picture. {@link io.github.hdecomp.render.PyramidPicture} draws a whole tree, with the
 * {@link io.github.hdecomp.render.SharpViews} of its decisions if the recorded pass is still at hand. No scale is chosen behind the caller's back, and pictures with a legend show it.
 */
@NullMarked
package io.github.hdecomp.render;

import org.jspecify.annotations.NullMarked;
