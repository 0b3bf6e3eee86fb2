package io.github.hdecomp.nd4j.kernel;

import java.util.Arrays;

/**
 * Parts of feature maps, all of one size: the cotangents of a batch of decisions, each on the only patch where it can differ
 * from zero.
 *
 * @param place where each patch lies in its map
 * @param values the values, one "map" of the patch's size per patch
 */
public record Patches(Placement place, Maps values) {

    /**
     * The number of patches.
     *
     * @return n
     */
    public int count() {
        return place.count();
    }

    /**
     * Sets all values to zero.
     *
     * @param run threads and working space
     */
    public void clear(Run run) {
        Runs.forEach(values.size(), 1, run, (offset, length, scratch) -> zero(values.at() + offset, length, scratch));
    }

    /** Sets some patches to zero. */
    void clear(int first, int count, Scratch scratch) {
        int perPatch = place.height() * place.width() * values.channels();
        for (int i = 0; i < count * perPatch; i += Scratch.LANE) {
            zero(values.index(first, 0, 0) + i, Math.min(Scratch.LANE, count * perPatch - i), scratch);
        }
    }

    /**
     * Sets some channels of some patches to zero.
     *
     * @param first the first patch
     * @param count how many patches
     * @param channel the first channel
     * @param channels how many channels, at most {@link Scratch#ROW}
     * @param scratch the thread's own working space; its first row or lane is used
     */
    public void clear(int first, int count, int channel, int channels, Scratch scratch) {
        if (channels == values.channels()) {
            clear(first, count, scratch);
            return;
        }
        int cells = count * place.height() * place.width();
        Arrays.fill(scratch.row(0), 0, channels, 0f);
        for (int cell = 0; cell < cells; cell++) {
            int at = values.index(first, 0, 0) + cell * values.channels() + channel;
            values.data().host().put(at, scratch.row(0), 0, channels);
        }
    }

    private void zero(int at, int length, Scratch scratch) {
        Arrays.fill(scratch.lane(0), 0, length, 0f);
        values.data().host().put(at, scratch.lane(0), 0, length);
    }
}
