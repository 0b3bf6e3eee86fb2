/**
 * From files to models: {@link io.github.hdecomp.weights.Models} puts a network of the
 * {@linkplain io.github.hdecomp.weights.zoo zoo} and a file of weights together. Never sees a runtime.
 */
@NullMarked
package io.github.hdecomp.weights;

import org.jspecify.annotations.NullMarked;
