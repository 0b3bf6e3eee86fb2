package io.github.hdecomp.model;

/**
 * How a model runs; nothing here changes what it computes beyond rounding.
 *
 * @param threads how many threads one call uses, the caller's included; at least 1
 */
public record ModelOptions(int threads) {

    /**
     * Checks the ranges.
     *
     * @param threads see above
     */
    public ModelOptions {
        if (threads < 1) {
            throw new IllegalArgumentException("model options: threads " + threads + " must be at least 1");
        }
    }

    /**
     * As many threads as the machine has processors.
     *
     * @return the defaults
     */
    public static ModelOptions defaults() {
        return new ModelOptions(Runtime.getRuntime().availableProcessors());
    }

    /**
     * These options with another number of threads.
     *
     * @param count how many threads one call uses, at least 1
     * @return the options
     */
    public ModelOptions withThreads(int count) {
        return new ModelOptions(count);
    }
}
