/** The saliency methods that commands know by name, and the setting of their parameters. */
@NullMarked
package io.github.hdecomp.examples.methods;

import org.jspecify.annotations.NullMarked;
