package io.github.hdecomp.nd4j.memory;

import java.util.ArrayList;
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

    private record Placed(Interval interval, int offset) {
        int end() {
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
     * @return the layout
     * @throws ArithmeticException if it needs 2<sup>31</sup> floats or more
     */
    public Layout layout() {
        Integer[] offsets = new Integer[intervals.size()];
        List<Placed> placed = new ArrayList<>();
        int length = 0;
        List<Interval> largestFirst = intervals.stream()
                .sorted(Comparator.comparingInt(Interval::size).reversed())
                .toList();
        for (Interval interval : largestFirst) {
            Placed place = new Placed(interval, lowestFree(interval, placed));
            placed.add(place);
            placed.sort(Comparator.comparingInt(Placed::offset));
            offsets[interval.id()] = place.offset();
            length = Math.max(length, Math.addExact(place.offset(), interval.size()));
        }
        return new Layout(List.of(offsets), length);
    }

    private static int lowestFree(Interval interval, List<Placed> byOffset) {
        int offset = 0;
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
