package io.github.hdecomp.nd4j.layer;

import io.github.hdecomp.nd4j.kernel.Maps;
import io.github.hdecomp.nd4j.kernel.Run;
import io.github.hdecomp.tensor.Tensor;
import java.util.List;

/** A layer that learns. */
public interface Parametric extends Layer {

    /**
     * Pulls cotangents back to the parameters, summed over the batch.
     *
     * @param x the input. Not modified.
     * @param dy cotangents of the layer's own output, on whole maps. Not modified.
     * @param run threads and working space
     * @return one derivative per parameter, in the order and the shapes of the layer's description
     */
    List<Tensor> pullBackToParameters(Maps x, Maps dy, Run run);
}
