package io.github.hdecomp.tree;

import io.github.hdecomp.tensor.Region;
import java.util.List;

/**
 * What a channel gives to the decision above it.
 *
 * @param contribution alpha: the mean of the channel's products A over the layer (Cheng et al., Eq. 4); positive
 * @param share its part in all positive contributions to that decision, 0 … 1
 * @param peak the value of A at its largest, where the channel is decomposed further
 * @param receptiveField the input pixels that the neuron at the peak reads, cut at the picture's border
 * @param map where it contributes
 * @param merged the channels that show the same evidence, in descending order of contribution
 */
public record Evidence(
        double contribution,
        double share,
        float peak,
        Region receptiveField,
        ActivationMap map,
        List<MergedChannel> merged) {

    /**
     * Keeps a copy of the list.
     *
     * @param contribution see above
     * @param share see above
     * @param peak see above
     * @param receptiveField see above
     * @param map see above
     * @param merged see above
     */
    public Evidence {
        merged = List.copyOf(merged);
    }
}
