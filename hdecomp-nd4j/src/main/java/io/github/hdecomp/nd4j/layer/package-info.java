/**
 * The layer types, one per file: hyper-parameters, formula, output shape, the input region that an output region reads,
 * forward, and the pull-backs of cotangents to input and parameters. {@link io.github.hdecomp.nd4j.layer.Layers} maps ONNX
 * operators to them; a new layer is a new file and one line there.
 */
@NullMarked
package io.github.hdecomp.nd4j.layer;

import org.jspecify.annotations.NullMarked;
