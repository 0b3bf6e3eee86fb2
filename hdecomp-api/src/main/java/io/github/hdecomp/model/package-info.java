/**
 * Networks: their description ({@link io.github.hdecomp.model.ModelSpec} and
 * {@link io.github.hdecomp.model.Weights}), the runnable {@link io.github.hdecomp.model.Model}, and one recorded pass of
 * it, the {@link io.github.hdecomp.model.Tape}, on which {@link io.github.hdecomp.model.Decision}s are pulled back
 * and {@link io.github.hdecomp.model.Edit}s are replayed.
 *
 * <p>A layer is addressed by its {@link io.github.hdecomp.model.Tap}. How layers compute is the business of a
 * {@link io.github.hdecomp.spi.Backend}.
 */
@NullMarked
package io.github.hdecomp.model;

import org.jspecify.annotations.NullMarked;
