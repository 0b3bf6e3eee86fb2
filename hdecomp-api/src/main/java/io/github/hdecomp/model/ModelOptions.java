package io.github.hdecomp.model;

import java.util.Optional;

/**
 * How a model runs; nothing here changes what it computes beyond rounding.
 *
 * @param threads how many threads one call uses, the caller's included; at least 1
 * @param products what multiplies matrices, by the backend's name for it; empty for the fastest that is at hand
 * @param convolution how layers are convolved whose geometry allows it, by the backend's name for it as in
 *     {@link LayerInfo#engine}; empty for what is estimated to be the fastest for each layer
 */
public record ModelOptions(int threads, Optional<String> products, Optional<String> convolution) {

    /**
     * Checks the ranges.
     *
     * @param threads see above
     * @param products see above
     * @param convolution see above
     */
    public ModelOptions {
        if (threads < 1) {
            throw new IllegalArgumentException("model options: threads " + threads + " must be at least 1");
        }
    }

    /**
     * As many threads as the machine has processors, and the fastest of everything.
     *
     * @return the defaults
     */
    public static ModelOptions defaults() {
        return new ModelOptions(Runtime.getRuntime().availableProcessors(), Optional.empty(), Optional.empty());
    }

    /**
     * These options with another number of threads.
     *
     * @param count how many threads one call uses, at least 1
     * @return the options
     */
    public ModelOptions withThreads(int count) {
        return new ModelOptions(count, products, convolution);
    }

    /**
     * These options with something else to multiply matrices.
     *
     * @param name such as {@code onednn}, {@code openblas} or {@code nd4j}; a model is not built if it is not at hand
     * @return the options
     */
    public ModelOptions withProducts(String name) {
        return new ModelOptions(threads, Optional.of(name), convolution);
    }

    /**
     * These options with one way to convolve for all layers that it can do.
     *
     * @param name such as {@code product}, {@code winograd2}, {@code winograd4} or {@code onednn}
     * @return the options
     */
    public ModelOptions withConvolution(String name) {
        return new ModelOptions(threads, products, Optional.of(name));
    }
}
