package io.github.hdecomp.attribution;

import io.github.hdecomp.model.Tap;
import java.util.List;

/**
 * The channels of a layer that a method uses as masks.
 *
 * @param tap the layer
 * @param channels those that are used, in ascending order
 * @param of how many the layer has
 */
public record MaskSelection(Tap tap, List<Integer> channels, int of) {

    /**
     * Keeps a copy of the list.
     *
     * @param tap see above
     * @param channels see above
     * @param of see above
     */
    public MaskSelection {
        channels = List.copyOf(channels);
    }
}
