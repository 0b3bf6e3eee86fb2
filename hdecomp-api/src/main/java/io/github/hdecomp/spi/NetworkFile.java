package io.github.hdecomp.spi;

import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.Weights;

/**
 * A file whose network is known: what a {@link Backend} needs to build it.
 *
 * @param spec the network
 * @param weights its weights, which fit the network; closed with the file
 * @param origin what the file was taken for, and why, in words
 */
public record NetworkFile(ModelSpec spec, Weights weights, String origin) implements AutoCloseable {

    /** Gives the file back; a second call does nothing. */
    @Override
    public void close() {
        weights.close();
    }
}
