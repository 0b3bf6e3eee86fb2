/**
 * What a provider implements and {@link java.util.ServiceLoader} finds: a {@link io.github.hdecomp.spi.Backend} that runs
 * networks, and {@link io.github.hdecomp.spi.WeightReader}s for file formats.
 */
@NullMarked
package io.github.hdecomp.spi;

import org.jspecify.annotations.NullMarked;
