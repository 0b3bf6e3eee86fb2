package io.github.hdecomp.nd4j.layer;

import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Shape;

/** A layer before its weights are there: its shapes and what it reads. */
public interface LayerPlan {

    /**
     * The shape of the output.
     *
     * @return (C, H, W); vectors are (C, 1, 1)
     */
    Shape output();

    /**
     * The cells of an input that a region of the output reads.
     *
     * @param input which input, from 0
     * @param region of the output's map
     * @return a region of the input's map; may reach into its padding
     */
    Region inputRegion(int input, Region region);

    /**
     * The layer with its weights.
     *
     * @param parameters the weights
     * @return a layer of the same geometry
     */
    Layer load(ParameterSource parameters);
}
