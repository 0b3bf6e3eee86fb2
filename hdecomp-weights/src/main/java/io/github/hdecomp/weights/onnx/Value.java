package io.github.hdecomp.weights.onnx;

import io.github.hdecomp.tensor.Shape;

/** What a name in a graph stands for. */
sealed interface Value permits Constant, Feature {

    /** The extents as ONNX counts them, those of features with a batch of one in front. */
    Shape dims();
}
