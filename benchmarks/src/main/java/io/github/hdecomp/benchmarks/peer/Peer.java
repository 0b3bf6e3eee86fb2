package io.github.hdecomp.benchmarks.peer;

/** Another runtime with a network and an input loaded. */
public interface Peer extends AutoCloseable {

    /** Computes the class scores of the input and throws them away. */
    void run();

    /**
     * Computes the class scores of the input.
     *
     * @return all scores, image after image
     */
    float[] logits();

    @Override
    void close();
}
