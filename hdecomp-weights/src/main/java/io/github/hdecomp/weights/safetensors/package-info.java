/** The safetensors format: a JSON header with names, types and places, then raw little-endian values. */
@NullMarked
package io.github.hdecomp.weights.safetensors;

import org.jspecify.annotations.NullMarked;
