/** Files that commands write: {@link io.github.hdecomp.examples.output.WholeFile}. */
@NullMarked
package io.github.hdecomp.examples.output;

import org.jspecify.annotations.NullMarked;
