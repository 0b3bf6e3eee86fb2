package io.github.hdecomp.model;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A change to one layer's recorded features: some channels are replaced by planes of one value, all others stay as they
 * are.
 *
 * @param channels the channels, each from 0 and at most once, in any order; none for an edit that changes nothing
 * @param fill what is put in their place
 */
public record Edit(List<Integer> channels, Fill fill) {

    /**
     * Checks the channels and keeps a copy.
     *
     * @param channels see above
     * @param fill see above
     */
    public Edit {
        channels = List.copyOf(channels);
        Set<Integer> seen = new HashSet<>();
        for (int channel : channels) {
            if (channel < 0) {
                throw new IllegalArgumentException("edit: channel " + channel + " must not be negative");
            }
            if (!seen.add(channel)) {
                throw new IllegalArgumentException("edit: channel " + channel + " is named twice, name it once");
            }
        }
        if (fill instanceof Fill.Constants constants && constants.values().size() != channels.size()) {
            throw new IllegalArgumentException("edit: " + constants.values().size() + " constants for "
                    + channels.size() + " channels, give one for each");
        }
    }

    /**
     * Zeros in place of some channels.
     *
     * @param channels which
     * @return the edit
     */
    public static Edit zero(int... channels) {
        return new Edit(boxed(channels), new Fill.Zero());
    }

    /**
     * The means over their own maps in place of some channels.
     *
     * @param channels which
     * @return the edit
     */
    public static Edit ownMean(int... channels) {
        return new Edit(boxed(channels), new Fill.OwnMean());
    }

    /**
     * A constant in place of one channel.
     *
     * @param channel which
     * @param value the constant
     * @return the edit
     */
    public static Edit constant(int channel, float value) {
        return new Edit(List.of(channel), new Fill.Constants(List.of(value)));
    }

    /**
     * Each channel of a layer replaced by zeros alone: what the ground truth of all channels takes.
     *
     * @param channels how many channels the layer has
     * @return one edit per channel, in order
     */
    public static List<Edit> zeroEach(int channels) {
        return IntStream.range(0, channels).mapToObj(Edit::zero).toList();
    }

    private static List<Integer> boxed(int... channels) {
        return Arrays.stream(channels).boxed().toList();
    }
}
