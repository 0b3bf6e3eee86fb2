package io.github.hdecomp.examples.scenes;

import java.awt.image.BufferedImage;

/**
 * A picture of a scene, with what is known of it.
 *
 * @param scene what was drawn
 * @param image {@link Scenes#SIZE} by {@link Scenes#SIZE} pixels, {@link BufferedImage#TYPE_INT_RGB}
 * @param labels the part of every pixel
 */
public record ScenePicture(Scene scene, BufferedImage image, LabelMap labels) {}
