/**
 * Small immutable numerical values: {@link io.github.hdecomp.tensor.Tensor}, its
 * {@link io.github.hdecomp.tensor.Shape}, and the {@link io.github.hdecomp.tensor.Region} of a map.
 *
 * <p>They live on the heap, hold float32 in row-major order, and do no algebra: what computes is the runtime.
 */
@NullMarked
package io.github.hdecomp.tensor;

import org.jspecify.annotations.NullMarked;
