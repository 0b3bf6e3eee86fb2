/**
 * Methods that attribute a decision to what lies below it. The one that evidence trees are made of is
 * {@link io.github.hdecomp.attribution.GradientActivationPropagation}; its result is a
 * {@link io.github.hdecomp.attribution.Decomposition}. Sums over positions are accumulated in double.
 */
@NullMarked
package io.github.hdecomp.attribution;

import org.jspecify.annotations.NullMarked;
