/**
 * From pictures to inputs: {@link io.github.hdecomp.image.Images} reads files,
 * {@link io.github.hdecomp.image.Preprocessing} resizes, crops and normalises with the arithmetic of the Python stack
 * (Pillow and torchvision), so that scores agree with the ones published for a set of weights. Presets are those of
 * torchvision, timm, Caffe and Keras.
 */
@NullMarked
package io.github.hdecomp.image;

import org.jspecify.annotations.NullMarked;
