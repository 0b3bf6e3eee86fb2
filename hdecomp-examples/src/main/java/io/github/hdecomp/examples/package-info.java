/** The command line: {@link io.github.hdecomp.examples.Main}. */
@NullMarked
package io.github.hdecomp.examples;

import org.jspecify.annotations.NullMarked;
