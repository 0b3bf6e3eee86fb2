/**
 * The safetensors format: a JSON header with names, types and places, then raw little-endian values; in one file or, with an
 * index in JSON, in several.
 */
@NullMarked
package io.github.hdecomp.weights.safetensors;

import org.jspecify.annotations.NullMarked;
