package io.github.hdecomp.nd4j.graph;

import io.github.hdecomp.nd4j.memory.NativeMemory;
import java.util.ArrayDeque;

/**
 * Lends arenas, one per call at a time, and keeps as many idle ones as there are processors. After it is closed it lends none,
 * and when the last one is back it says so.
 */
final class ArenaPool implements AutoCloseable {
    private final NativeMemory memory;
    private final int slots;
    private final int scratchLength;
    private final int sharedLength;
    private final Runnable whenEmpty;
    private final ArrayDeque<Arena> idle = new ArrayDeque<>();
    private int lent;
    private boolean closed;

    ArenaPool(NativeMemory memory, int slots, int scratchLength, int sharedLength, Runnable whenEmpty) {
        this.memory = memory;
        this.slots = slots;
        this.scratchLength = scratchLength;
        this.sharedLength = sharedLength;
        this.whenEmpty = whenEmpty;
    }

    synchronized Arena borrow() {
        if (closed) {
            throw new IllegalStateException("the model is closed");
        }
        Arena arena = idle.isEmpty() ? new Arena(memory, slots, scratchLength, sharedLength) : idle.pop();
        lent++;
        return arena;
    }

    synchronized void giveBack(Arena arena) {
        lent--;
        arena.freeExtras();
        if (idle.size() < Runtime.getRuntime().availableProcessors()) {
            idle.push(arena);
        } else {
            arena.free();
        }
        if (closed && lent == 0) {
            whenEmpty.run();
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            if (lent == 0) {
                whenEmpty.run();
            }
        }
    }
}
