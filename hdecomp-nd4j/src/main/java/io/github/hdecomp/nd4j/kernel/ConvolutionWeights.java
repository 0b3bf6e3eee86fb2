package io.github.hdecomp.nd4j.kernel;

import io.github.hdecomp.nd4j.memory.NativeFloats;

/**
 * The weights of a convolution as they are when an engine is built. Engines copy them into orders of their own.
 *
 * @param convolution their shape
 * @param data shape (out, window's rows, window's columns, in / groups); freed when the engine is built
 */
public record ConvolutionWeights(Convolution convolution, NativeFloats data) {}
