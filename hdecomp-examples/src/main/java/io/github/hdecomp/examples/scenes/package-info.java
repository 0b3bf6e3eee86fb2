/**
 * Pictures made of known parts: scenes drawn from a seed, each with its class, its background, the part that every pixel belongs
 * to, and the same scene with the one part swapped that decides between its class and that class's partner.
 *
 * <p>{@link io.github.hdecomp.examples.scenes.Scenes} makes scenes, {@link io.github.hdecomp.examples.scenes.Scene#draw} pictures
 * of them. One class per {@link io.github.hdecomp.examples.scenes.Subject} knows how a pair of classes is drawn.
 */
@NullMarked
package io.github.hdecomp.examples.scenes;

import org.jspecify.annotations.NullMarked;
