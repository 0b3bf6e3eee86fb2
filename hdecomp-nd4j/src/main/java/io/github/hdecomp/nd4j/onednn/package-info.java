/**
 * Products and convolutions by oneDNN, an optional library that generates code for the processor at hand. Nothing outside this
 * package touches its types, so that everything works without it.
 */
@NullMarked
package io.github.hdecomp.nd4j.onednn;

import org.jspecify.annotations.NullMarked;
