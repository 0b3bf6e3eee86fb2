/**
 * Explanations against the truth: how well methods find the part of a {@linkplain io.github.hdecomp.examples.scenes scene} that
 * decides between its class and that class's partner.
 *
 * <p>{@link io.github.hdecomp.examples.parts.PartsBenchmark} measures, {@link io.github.hdecomp.examples.parts.PartsReport} is
 * what it finds; a {@link io.github.hdecomp.examples.parts.PartsMethod} is what is measured.
 */
@NullMarked
package io.github.hdecomp.examples.parts;

import org.jspecify.annotations.NullMarked;
