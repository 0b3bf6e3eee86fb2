package io.github.hdecomp.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RankingTest {
    @Property(tries = 200)
    void largest_areTheFirstOfAllInOrder(
            @ForAll @Size(max = 12) List<@IntRange(min = -3, max = 3) Integer> values,
            @ForAll @IntRange(min = 0, max = 14) int most) {
        List<Integer> sorted = IntStream.range(0, values.size())
                .boxed()
                .sorted(Comparator.comparingInt(i -> -values.get(i)))
                .limit(most)
                .toList();
        assertThat(Ranking.largest(most, values.size(), values::get)).isEqualTo(sorted);
    }

    @Test
    void notANumber_comesLast() {
        double[] values = {Double.NaN, 1, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY};
        assertThat(Ranking.largest(4, 4, i -> values[i])).containsExactly(3, 1, 2, 0);
    }
}
