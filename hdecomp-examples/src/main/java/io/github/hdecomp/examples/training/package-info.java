/** Training of the network that comes with HDecomp, on scenes drawn as they are needed. */
@NullMarked
package io.github.hdecomp.examples.training;

import org.jspecify.annotations.NullMarked;
