package io.github.hdecomp.nd4j.kernel;

import io.github.hdecomp.tensor.Region;
import org.jspecify.annotations.Nullable;

/**
 * One way to compute a convolution y = x * w of channels-last maps.
 * Engines differ in speed and rounding only.
 */
public interface ConvolutionEngine {

    /**
     * What the engine is called.
     *
     * @return a short name
     */
    String name();

    /**
     * The native working space that each thread needs.
     *
     * @return floats
     */
    int scratch();

    /**
     * The native working space that all threads share.
     *
     * @return floats
     */
    default int shared() {
        return 0;
    }

    /**
     * Says which epilogue most calls of {@link #forward} will have. Called once, before the first of them; after that the
     * engine no longer reads the weights that it was made from.
     *
     * @param epilogue that one
     */
    default void prepare(Epilogue epilogue) {}

    /**
     * Convolves.
     *
     * @param x the input. Not modified.
     * @param y receives the output. Modified.
     * @param epilogue what is done to the output
     * @param residual what the epilogue adds, or null. Not modified.
     * @param run threads and working space
     */
    void forward(Maps x, Maps y, Epilogue epilogue, @Nullable Maps residual, Run run);

    /**
     * Whether the engine computes parts of its output, and such a part in less time than plain products.
     *
     * @param count how many maps
     * @param region the part of each
     * @return false where only whole maps can be computed
     */
    default boolean suits(int count, Region region) {
        return false;
    }

    /**
     * Computes a part of the output: all of it, or one that {@linkplain #suits suits}.
     *
     * @param x covers all cells of the map that y reads. Not modified.
     * @param y receives the output. Modified.
     * @param epilogue what is done to the output
     * @param residual what the epilogue adds, in the shape of y, or null. Not modified.
     * @param run threads and working space
     */
    default void forward(Part x, Part y, Epilogue epilogue, @Nullable Maps residual, Run run) {
        forward(x.values(), y.values(), epilogue, residual, run);
    }
}
