/**
 * Networks by the names, layer paths and weight keys of torchvision and of the common CIFAR-10 residual networks, one family
 * per file; {@link io.github.hdecomp.weights.zoo.Zoo} lists them.
 */
@NullMarked
package io.github.hdecomp.weights.zoo;

import org.jspecify.annotations.NullMarked;
