/**
 * Tensors whose values stay in files until they are asked for: a {@link io.github.hdecomp.weights.storage.SourceFile} is read
 * at positions, a {@link io.github.hdecomp.weights.storage.Storage} is a checked run of values in it, a
 * {@link io.github.hdecomp.weights.storage.FileTensor} a view of one with strides, and
 * {@link io.github.hdecomp.weights.storage.FileWeights} names them. What every format shares; no format is known here.
 */
@NullMarked
package io.github.hdecomp.weights.storage;

import org.jspecify.annotations.NullMarked;
