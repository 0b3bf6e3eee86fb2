package io.github.hdecomp.nd4j.memory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Places buffers with known life times in one block so that no two that live at the same time overlap: largest first, each
 * at the lowest offset that is free during its life.
 */
public final class BufferPlan {
    private final List<Interval> intervals = new ArrayList<>();

    /** A buffer of {@code size} floats that lives from step {@code first} to step {@code last}, both included. */
    private record Interval(int id, int size, int first, int last) {
        boolean overlaps(Interval other) {
            return first <= other.last && other.first <= last;
        }
    }

    private record Placed(Interval interval, long offset) {
        long end() {
            return offset + interval.size();
        }
    }

    /**
     * Where each buffer lies.
     *
     * @param offsets by the order of {@link #add}
     * @param length of the block
     */
    public record Layout(List<Integer> offsets, int length) {}

    /**
     * Adds a buffer.
     *
     * @param size floats
     * @param first the step at which it is first written
     * @param last the step at which it is last read
     * @return its number, from 0
     */
    public int add(int size, int first, int last) {
        intervals.add(new Interval(intervals.size(), size, first, last));
        return intervals.size() - 1;
    }

    /**
     * Places all buffers.
     *
     * @param user what they are for, to be named in a complaint
     * @return the layout
     * @throws IllegalArgumentException if it needs 2<sup>31</sup> floats or more
     */
    public Layout layout(String user) {
        Placed[] places = new Placed[intervals.size()];
        List<Placed> placed = new ArrayList<>();
        long length = 0;
        List<Interval> largestFirst = intervals.stream()
                .sorted(Comparator.comparingInt(Interval::size).reversed())
                .toList();
        for (Interval interval : largestFirst) {
            Placed place = new Placed(interval, lowestFree(interval, placed));
            placed.add(place);
            placed.sort(Comparator.comparingLong(Placed::offset));
            places[interval.id()] = place;
            length = Math.max(length, place.end());
        }
        if (length > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(user + " takes " + length + " floats of memory in one block, at most "
                    + Integer.MAX_VALUE + " can be addressed; make the input smaller");
        }
        List<Integer> offsets =
                Arrays.stream(places).map(place -> (int) place.offset()).toList();
        return new Layout(offsets, (int) length);
    }

    private static long lowestFree(Interval interval, List<Placed> byOffset) {
        long offset = 0;
        for (Placed other : byOffset) {
            if (other.interval().overlaps(interval)) {
                if (other.offset() - offset >= interval.size()) {
                    return offset;
                }
                offset = Math.max(offset, other.end());
            }
        }
        return offset;
    }
}
