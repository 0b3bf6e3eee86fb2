package io.github.hdecomp.nd4j.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Blocks that are lent for a while and used again: once a sequence of loans has been seen, the same sequence allocates
 * nothing. There are never more blocks than were lent at the same time.
 */
public final class BlockPool {
    private final NativeMemory memory;
    private final List<NativeFloats> idle = new ArrayList<>();
    private final List<NativeFloats> lent = new ArrayList<>();

    /**
     * An empty pool.
     *
     * @param memory owns the blocks
     */
    public BlockPool(NativeMemory memory) {
        this.memory = memory;
    }

    /**
     * Lends a block.
     *
     * @param length its least length in floats
     * @return the smallest idle one that is long enough, or a new one in place of the longest idle one
     */
    public NativeFloats lend(int length) {
        Optional<NativeFloats> fitting = Optional.empty();
        Optional<NativeFloats> longest = Optional.empty();
        for (NativeFloats block : idle) {
            if (block.length() >= length
                    && fitting.map(NativeFloats::length).orElse(Integer.MAX_VALUE) > block.length()) {
                fitting = Optional.of(block);
            }
            if (longest.map(NativeFloats::length).orElse(-1) < block.length()) {
                longest = Optional.of(block);
            }
        }
        if (fitting.isEmpty()) {
            longest.ifPresent(block -> {
                idle.remove(block);
                memory.free(block);
            });
        }
        NativeFloats block = fitting.orElseGet(() -> memory.allocate(length));
        idle.remove(block);
        lent.add(block);
        return block;
    }

    /**
     * Takes a block back.
     *
     * @param block one that was lent
     */
    public void giveBack(NativeFloats block) {
        if (lent.remove(block)) {
            idle.add(block);
        }
    }

    /** Takes all blocks back. */
    public void giveBackAll() {
        idle.addAll(lent);
        lent.clear();
    }

    /** Frees all blocks. */
    public void free() {
        giveBackAll();
        idle.forEach(memory::free);
        idle.clear();
    }
}
