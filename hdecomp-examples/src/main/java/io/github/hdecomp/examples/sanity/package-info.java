/**
 * Whether explanations depend on what a network has learned: {@link io.github.hdecomp.examples.sanity.DataRandomisation} compares
 * those of a network that was trained with the right labels and of one that learned wrong ones by heart.
 */
@NullMarked
package io.github.hdecomp.examples.sanity;

import org.jspecify.annotations.NullMarked;
