/**
 * PyTorch's files ({@code .pth}, {@code .pt}, {@code .th}) in the three containers that {@code torch.save} has had: a zip
 * archive, a stream of pickles, and a tar archive, one reader for each. Pickles are read by
 * {@link io.github.hdecomp.weights.torch.TensorUnpickler}, which executes nothing and builds nothing but tensors and the
 * collections that hold them.
 */
@NullMarked
package io.github.hdecomp.weights.torch;

import org.jspecify.annotations.NullMarked;
