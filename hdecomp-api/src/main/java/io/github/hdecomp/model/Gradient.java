package io.github.hdecomp.model;

import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Tensor;

/**
 * The derivative of one decision with respect to a layer's output, on the only patch of the map where it can differ from
 * zero.
 *
 * @param region the patch, inside the map; outside it the derivative is exactly zero
 * @param values shape (C, region's height, region's width)
 */
public record Gradient(Region region, Tensor values) {}
