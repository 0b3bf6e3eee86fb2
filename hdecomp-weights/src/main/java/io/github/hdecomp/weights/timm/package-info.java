/**
 * What timm (PyTorch Image Models) and the Hugging Face hub do differently from torchvision: names of tensors, and a
 * {@code config.json} beside the weights that says how pictures are prepared.
 */
@NullMarked
package io.github.hdecomp.weights.timm;

import org.jspecify.annotations.NullMarked;
