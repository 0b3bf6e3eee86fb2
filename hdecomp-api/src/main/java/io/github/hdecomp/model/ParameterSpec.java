package io.github.hdecomp.model;

import io.github.hdecomp.tensor.Shape;

/**
 * A tensor of weights that a layer reads.
 *
 * @param name its name in the weights
 * @param shape convolutions (O, I / groups, Kh, Kw), linear layers (O, I), biases and batch norms (C)
 */
public record ParameterSpec(String name, Shape shape) {}
