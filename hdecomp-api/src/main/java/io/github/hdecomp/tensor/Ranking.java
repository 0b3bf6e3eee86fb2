package io.github.hdecomp.tensor;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Finds the largest of many values without sorting all of them. */
public final class Ranking {
    private Ranking() {}

    /**
     * The indices of the largest values.
     *
     * @param most how many at the most, 0 or more
     * @param size how many values there are
     * @param value the value of an index from 0 to before {@code size}
     * @return in descending order of value, the lower index first on ties, NaN last
     */
    public static List<Integer> largest(int most, int size, IntToDoubleFunction value) {
        int[] found = new int[Math.min(most, size)];
        int count = 0;
        for (int i = 0; i < size; i++) {
            double now = value.applyAsDouble(i);
            int rank = count;
            while (rank > 0 && Double.compare(-now, -value.applyAsDouble(found[rank - 1])) < 0) {
                rank--;
            }
            if (rank < found.length) {
                count = Math.min(count + 1, found.length);
                System.arraycopy(found, rank, found, rank + 1, count - 1 - rank);
                found[rank] = i;
            }
        }
        return IntStream.of(found).boxed().toList();
    }
}
