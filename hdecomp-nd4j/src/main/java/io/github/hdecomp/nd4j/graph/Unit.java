package io.github.hdecomp.nd4j.graph;

import io.github.hdecomp.nd4j.kernel.Epilogue;
import java.util.List;
import java.util.Optional;

/**
 * Layers that are computed together: one that does the work and those behind it that cost no pass of their own.
 *
 * @param layers their numbers in ascending order, the first does the work, the last one's output is written
 * @param epilogue what the first does for the others, if it is one that can
 * @param residual the layer whose output the epilogue adds, if it adds one
 */
public record Unit(List<Integer> layers, Optional<Epilogue> epilogue, Optional<Integer> residual) {

    /**
     * The layer that does the work.
     *
     * @return its number
     */
    public int first() {
        return layers.get(0);
    }

    /**
     * The layer whose output is written.
     *
     * @return its number
     */
    public int last() {
        return layers.get(layers.size() - 1);
    }
}
