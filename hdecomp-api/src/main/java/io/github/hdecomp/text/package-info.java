/** Wording that error messages of all modules share. */
@NullMarked
package io.github.hdecomp.text;

import org.jspecify.annotations.NullMarked;
