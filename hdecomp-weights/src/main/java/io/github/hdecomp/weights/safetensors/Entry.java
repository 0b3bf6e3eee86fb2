package io.github.hdecomp.weights.safetensors;

import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.weights.storage.ElementType;

/**
 * What a header says of one tensor.
 *
 * @param type of its values
 * @param shape its extents
 * @param begin its first byte, counted from the first value of the file
 * @param end the byte after its last
 */
record Entry(ElementType type, Shape shape, long begin, long end) {}
