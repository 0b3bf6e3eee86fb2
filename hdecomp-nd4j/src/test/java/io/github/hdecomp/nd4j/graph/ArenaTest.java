package io.github.hdecomp.nd4j.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hdecomp.nd4j.memory.NativeFloats;
import io.github.hdecomp.nd4j.memory.NativeMemory;
import org.junit.jupiter.api.Test;

class ArenaTest {

    @Test
    void blocksGrowToWhatWasNeededMost() {
        try (NativeMemory memory = new NativeMemory()) {
            Arena arena = new Arena(memory, 2, 8, 4);
            long idle = memory.bytes();
            NativeFloats features = arena.features(10);
            assertThat(features.length()).isEqualTo(10);
            assertThat(arena.features(7)).isSameAs(features);
            assertThat(arena.features(20).length()).isEqualTo(20);
            assertThat(arena.cotangents(5).length()).isEqualTo(5);
            assertThat(memory.bytes()).isEqualTo(idle + 4 * (20 + 5));
            arena.free();
            assertThat(memory.bytes()).isZero();
        }
    }

    /** The smaller block is gone by then: it must not be handed out again. */
    @Test
    void aBlockThatCannotGrow_isNotKept() {
        NativeMemory memory = new NativeMemory();
        Arena arena = new Arena(memory, 1, 8, 4);
        arena.features(10);
        arena.cotangents(10);
        memory.close();
        for (int length : new int[] {20, 10}) {
            assertThatThrownBy(() -> arena.features(length)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> arena.cotangents(length)).isInstanceOf(IllegalStateException.class);
        }
        arena.free();
        assertThat(memory.bytes()).isZero();
    }

    @Test
    void anArenaThatCannotBeMade_leavesNothing() {
        try (NativeMemory memory = new NativeMemory()) {
            assertThatThrownBy(() -> new Arena(memory, 2, 8, -1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("native memory: a block of -1 floats, expected 0 or more");
            assertThat(memory.bytes()).isZero();
        }
    }
}
