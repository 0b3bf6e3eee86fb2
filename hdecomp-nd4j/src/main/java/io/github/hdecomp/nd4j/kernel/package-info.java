/**
 * Arithmetic that several layers share: {@link io.github.hdecomp.nd4j.kernel.Gemm matrix products},
 * {@link io.github.hdecomp.nd4j.kernel.Lanes loops over contiguous runs}, the threads that run them, and the convolution
 * engines.
 *
 * <p>Feature maps are channels-last: value (n, y, x, c) of {@link io.github.hdecomp.nd4j.kernel.Maps} lies at
 * ((n · H + y) · W + x) · C + c. Every inner loop then runs over contiguous channels, and a convolution of many patches is
 * one product. They live in native memory, where products read them; loops copy runs of them into heap arrays that stay in
 * the first-level cache, because the JVM vectorises loops over plain arrays but not over buffers (measured on JDK 17 and
 * 25: 0.04 against 0.24 ns per element), nor where two arrays are indexed from different starts.
 *
 * <p>Work is cut into chunks by shape alone, never by the number of threads, so that results do not depend on it.
 */
@NullMarked
package io.github.hdecomp.nd4j.kernel;

import org.jspecify.annotations.NullMarked;
