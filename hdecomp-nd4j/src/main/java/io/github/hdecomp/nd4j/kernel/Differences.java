package io.github.hdecomp.nd4j.kernel;

import io.github.hdecomp.tensor.Region;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * What edits changed in some channels of a part of a map, on the heap: columns in ascending order of edit, then channel.
 */
public final class Differences {
    private final Region region;
    private final int[] edits;
    private final int[] channels;
    private final float[][] values;

    private Differences(Region region, int[] edits, int[] channels, float[][] values) {
        this.region = region;
        this.edits = edits;
        this.channels = channels;
        this.values = values;
    }

    /**
     * Subtracts what was recorded.
     *
     * @param changed one map, whose channels are the columns
     * @param edits for each column, its edit
     * @param channels for each column, its channel; no two columns have the same edit and channel
     * @param recorded one map that covers the region
     * @param run threads
     * @return the differences
     */
    public static Differences of(Part changed, int[] edits, int[] channels, Part recorded, Run run) {
        int[] order = order(edits, channels);
        Region region = changed.region();
        float[][] values = new float[order.length][region.area()];
        run.parallel(region.height(), (row, scratch) -> {
            FloatBuffer after = changed.values().data().host();
            FloatBuffer before = recorded.values().data().host();
            for (int column = 0; column < region.width(); column++) {
                int from = changed.values().index(0, row, column);
                int base = recorded.index(0, region.y() + row, region.x() + column);
                int cell = row * region.width() + column;
                for (int i = 0; i < order.length; i++) {
                    values[i][cell] = after.get(from + order[i]) - before.get(base + channels[order[i]]);
                }
            }
        });
        int[] sortedEdits = IntStream.of(order).map(j -> edits[j]).toArray();
        int[] sortedChannels = IntStream.of(order).map(j -> channels[j]).toArray();
        return new Differences(region, sortedEdits, sortedChannels, values);
    }

    /** The columns by edit, then channel; most callers have them in that order already. */
    private static int[] order(int[] edits, int[] channels) {
        boolean sorted = true;
        for (int j = 1; sorted && j < edits.length; j++) {
            sorted = edits[j - 1] < edits[j] || (edits[j - 1] == edits[j] && channels[j - 1] < channels[j]);
        }
        IntStream columns = IntStream.range(0, edits.length);
        return sorted
                ? columns.toArray()
                : columns.boxed()
                        .sorted(Comparator.<Integer>comparingInt(j -> edits[j]).thenComparingInt(j -> channels[j]))
                        .mapToInt(Integer::intValue)
                        .toArray();
    }

    /** The part of the map. */
    Region region() {
        return region;
    }

    /** How many columns there are. */
    int count() {
        return edits.length;
    }

    /** The edit of a column. */
    int edit(int column) {
        return edits[column];
    }

    /** The channel of a column. */
    int channel(int column) {
        return channels[column];
    }

    /** The channels of some consecutive columns. */
    IntStream channels(int from, int to) {
        return Arrays.stream(channels, from, to);
    }

    /** How many channels some edit changed. */
    int distinctChannels() {
        BitSet some = new BitSet();
        for (int channel : channels) {
            some.set(channel);
        }
        return some.cardinality();
    }

    /** The difference in each cell of the region. */
    float[] values(int column) {
        return values[column];
    }

    /** The first column of an edit, or of the first edit after it that has one. */
    int start(int edit) {
        int low = 0;
        int high = edits.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (edits[middle] < edit) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
