/**
 * What a provider implements and {@link java.util.ServiceLoader} finds: a {@link io.github.hdecomp.spi.Backend} that runs
 * networks, {@link io.github.hdecomp.spi.WeightReader}s for files of tensors, and
 * {@link io.github.hdecomp.spi.NetworkReader}s for files that bring their own network.
 */
@NullMarked
package io.github.hdecomp.spi;

import org.jspecify.annotations.NullMarked;
