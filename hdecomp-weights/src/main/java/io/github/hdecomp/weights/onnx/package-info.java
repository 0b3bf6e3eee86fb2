/**
 * ONNX graphs as networks: {@link io.github.hdecomp.weights.onnx.OnnxReader} opens a file, a graph import goes through its
 * nodes once, folds what is constant and translates each other one into layers of the runtime's vocabulary. Each family of
 * operators is one class; what they may not do is said node by node, all at once.
 */
@NullMarked
package io.github.hdecomp.weights.onnx;

import org.jspecify.annotations.NullMarked;
