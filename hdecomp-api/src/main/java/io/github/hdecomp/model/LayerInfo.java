package io.github.hdecomp.model;

import io.github.hdecomp.tensor.Extent;
import io.github.hdecomp.tensor.Shape;

/**
 * What is known of a layer before any input is seen.
 *
 * @param name its name, which is also its {@link Tap}
 * @param operator the operator in ONNX vocabulary, such as {@code Conv}
 * @param output the shape of its output (C, H, W); vectors are (C, 1, 1)
 * @param receptiveField the input pixels that one inner neuron reads, not cut at the picture's border
 * @param stride the distance in input pixels between the receptive fields of neighbours; 0 where every neuron reads the
 *     whole input
 * @param parameters how many numbers it learned
 * @param engine how the runtime computes it, empty where there is one way only
 */
public record LayerInfo(
        String name,
        String operator,
        Shape output,
        Extent receptiveField,
        Extent stride,
        long parameters,
        String engine) {

    /**
     * The tap of this layer.
     *
     * @return the tap
     */
    public Tap tap() {
        return Tap.of(name);
    }
}
