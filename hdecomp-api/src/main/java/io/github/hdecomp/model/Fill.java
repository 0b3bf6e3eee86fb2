package io.github.hdecomp.model;

import java.util.List;

/** What an {@link Edit} puts in place of a channel: always a plane of one value. */
public sealed interface Fill {

    /** Zeros. */
    record Zero() implements Fill {}

    /**
     * A given constant for each channel, such as its mean over a data set.
     *
     * @param values one finite value per channel, in the edit's order
     */
    record Constants(List<Float> values) implements Fill {
        /**
         * Keeps a copy.
         *
         * @param values see above
         */
        public Constants {
            values = List.copyOf(values);
            for (float value : values) {
                if (!Float.isFinite(value)) {
                    throw new IllegalArgumentException("fill: constant " + value + " must be finite");
                }
            }
        }
    }

    /** The mean of the channel over its own map, as recorded. */
    record OwnMean() implements Fill {}
}
