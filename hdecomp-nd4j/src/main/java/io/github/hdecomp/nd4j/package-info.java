/**
 * The CNN runtime on ND4J. {@link io.github.hdecomp.nd4j.Nd4jBackend} is found by
 * {@link io.github.hdecomp.spi.Backend#find()}; nothing outside this module needs to name its classes.
 */
@NullMarked
package io.github.hdecomp.nd4j;

import org.jspecify.annotations.NullMarked;
