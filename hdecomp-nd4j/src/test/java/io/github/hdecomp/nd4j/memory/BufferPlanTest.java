package io.github.hdecomp.nd4j.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class BufferPlanTest {
    record Life(int size, int first, int length) {}

    @Provide
    Arbitrary<List<Life>> lives() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 50),
                        Arbitraries.integers().between(0, 20),
                        Arbitraries.integers().between(0, 5))
                .as(Life::new)
                .list()
                .ofMaxSize(30);
    }

    @Property
    void buffersThatLiveTogetherDoNotOverlap(@ForAll("lives") List<Life> lives) {
        BufferPlan plan = new BufferPlan();
        lives.forEach(life -> plan.add(life.size(), life.first(), life.first() + life.length()));
        BufferPlan.Layout layout = plan.layout("test");
        int total = lives.stream().mapToInt(Life::size).sum();
        assertThat(layout.length()).isLessThanOrEqualTo(total);
        for (int i = 0; i < lives.size(); i++) {
            Life a = lives.get(i);
            int from = layout.offsets().get(i);
            assertThat(from).isNotNegative();
            assertThat(from + a.size()).isLessThanOrEqualTo(layout.length());
            for (int j = 0; j < i; j++) {
                Life b = lives.get(j);
                boolean together = a.first() <= b.first() + b.length() && b.first() <= a.first() + a.length();
                int to = layout.offsets().get(j);
                if (together) {
                    assertThat(from + a.size() <= to || to + b.size() <= from).isTrue();
                }
            }
        }
    }

    @Test
    void moreThanCanBeAddressed() {
        BufferPlan plan = new BufferPlan();
        plan.add(Integer.MAX_VALUE, 0, 1);
        plan.add(Integer.MAX_VALUE, 2, 3);
        assertThat(plan.layout("net").length()).isEqualTo(Integer.MAX_VALUE);
        plan.add(5, 0, 3);
        assertThatThrownBy(() -> plan.layout("net: an input of (3, 9, 9)"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("net: an input of (3, 9, 9) takes 2147483652 floats of memory in one block, at most"
                        + " 2147483647 can be addressed; make the input smaller");
    }

    @Test
    void placesAreReused() {
        BufferPlan plan = new BufferPlan();
        plan.add(100, 0, 1);
        plan.add(60, 1, 2);
        plan.add(100, 2, 3);
        assertThat(plan.layout("test").length()).isEqualTo(160);
    }
}
