package io.github.hdecomp.nd4j.replay;

import io.github.hdecomp.nd4j.kernel.Epilogue;
import java.util.Optional;

/**
 * Layers that are computed at once on the way up.
 *
 * @param first the layer whose inputs are read
 * @param last the layer whose output is written
 * @param epilogue if the first multiplies by weights: what is done for the others, and its own bias
 * @param residual the layer that the epilogue adds, if it adds one
 */
record Step(int first, int last, Optional<Epilogue> epilogue, Optional<Integer> residual) {

    static Step of(int layer) {
        return new Step(layer, layer, Optional.empty(), Optional.empty());
    }

    boolean isProduct() {
        return epilogue.isPresent();
    }
}
