/**
 * Wording that all modules share: {@link io.github.hdecomp.text.Suggestions} of nearest names,
 * {@link io.github.hdecomp.text.FileErrors} for files that cannot be read, {@link io.github.hdecomp.text.Numerals} for
 * numbers that people read.
 */
@NullMarked
package io.github.hdecomp.text;

import org.jspecify.annotations.NullMarked;
