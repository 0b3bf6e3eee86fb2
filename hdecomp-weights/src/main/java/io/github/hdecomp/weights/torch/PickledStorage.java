package io.github.hdecomp.weights.torch;

import io.github.hdecomp.weights.storage.ElementType;

/**
 * What a pickle says of a storage; where its values lie, the container knows.
 *
 * @param type of its values
 * @param key its name in the container
 * @param offset the first value of a part, in values; 0 for a whole storage
 * @param count how many values
 * @param isPart whether it is a part of the storage with that key
 */
record PickledStorage(ElementType type, String key, long offset, long count, boolean isPart) {}
