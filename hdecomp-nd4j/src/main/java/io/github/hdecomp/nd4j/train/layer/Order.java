package io.github.hdecomp.nd4j.train.layer;

import io.github.hdecomp.nd4j.kernel.Convolution;

/** Where the elements of a tensor lie in memory, by their flat index in the file's order. */
@FunctionalInterface
interface Order {

    /** The file's own order. */
    Order SAME = index -> index;

    /** The place of an element. */
    int place(int index);

    /** Filters (channel out, channel in, place) as columns: (group, place, channel in, channel out of the group). */
    static Order columns(Convolution convolution) {
        int taps = convolution.window().taps();
        int read = convolution.inPerGroup();
        int perGroup = convolution.outPerGroup();
        return index -> {
            int tap = index % taps;
            int in = index / taps % read;
            int out = index / taps / read;
            return ((out / perGroup * taps + tap) * read + in) * perGroup + out % perGroup;
        };
    }
}
