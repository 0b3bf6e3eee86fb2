package io.github.hdecomp.metric;

import io.github.hdecomp.map.Mask;
import io.github.hdecomp.tensor.Tensor;

/** The places of a map's largest values. */
final class TopPlaces {
    private TopPlaces() {}

    /** How many of the first {@code count} places lie in a mask. */
    static int inside(Tensor map, int count, Mask mask) {
        int[] order = Ranking.descending(map);
        int inside = 0;
        for (int i = 0; i < count; i++) {
            inside += mask.contains(order[i]) ? 1 : 0;
        }
        return inside;
    }
}
