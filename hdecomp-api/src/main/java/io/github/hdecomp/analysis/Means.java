package io.github.hdecomp.analysis;

import io.github.hdecomp.model.Tap;
import java.util.List;
import java.util.Map;

/**
 * The means of channels over one picture.
 *
 * @param byLayer by the name of the layer, one number per channel
 */
public record Means(Map<String, List<Double>> byLayer) {

    List<Double> of(Tap tap) {
        return byLayer.getOrDefault(tap.name(), List.of());
    }
}
