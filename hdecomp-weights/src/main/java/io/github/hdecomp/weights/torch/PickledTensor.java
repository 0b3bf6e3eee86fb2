package io.github.hdecomp.weights.torch;

import java.util.List;

/**
 * What a pickle says of a tensor. Nothing of it has been compared with the storage yet.
 *
 * @param storage its values
 * @param offset the first of them
 * @param sizes its extents
 * @param strides one per extent, in values
 */
record PickledTensor(PickledStorage storage, long offset, List<Long> sizes, List<Long> strides) {}
