/** Weights as Keras saves them in HDF5 files, by the names and in the layouts of the other formats. */
@NullMarked
package io.github.hdecomp.weights.keras;

import org.jspecify.annotations.NullMarked;
