package io.github.hdecomp.nd4j.memory;

import java.util.ArrayList;
import java.util.List;

/** Owns blocks of native memory, counts what it allocated, and frees all of it at once. Safe for use by several threads. */
public final class NativeMemory implements AutoCloseable {
    private final List<NativeFloats> blocks = new ArrayList<>();
    private final List<Runnable> others = new ArrayList<>();
    private long allocations;
    private long bytes;
    private boolean closed;

    /**
     * Allocates a block that lives until {@link #free} or {@link #close}.
     *
     * @param length how many floats, 0 or more
     * @return the block, not initialised
     * @throws IllegalArgumentException if the length is negative
     * @throws IllegalStateException after {@link #close}, since nothing would free the block
     */
    public synchronized NativeFloats allocate(int length) {
        if (length < 0) {
            throw new IllegalArgumentException("native memory: a block of " + length + " floats, expected 0 or more");
        }
        if (closed) {
            throw new IllegalStateException("native memory: it is closed");
        }
        NativeFloats block = new NativeFloats(length);
        blocks.add(block);
        allocations++;
        bytes += 4L * block.length();
        return block;
    }

    /**
     * Frees one block.
     *
     * @param block a block of this owner
     */
    public synchronized void free(NativeFloats block) {
        if (blocks.remove(block)) {
            bytes -= 4L * block.length();
            block.close();
        }
    }

    /**
     * Takes over native objects of another kind, which are freed before the blocks are.
     *
     * @param free frees them
     */
    public synchronized void onClose(Runnable free) {
        others.add(free);
    }

    /**
     * How often memory was allocated so far.
     *
     * @return a count that never falls
     */
    public synchronized long allocations() {
        return allocations;
    }

    /**
     * How much is held now.
     *
     * @return bytes
     */
    public synchronized long bytes() {
        return bytes;
    }

    /** Frees everything; a second call does nothing. */
    @Override
    public synchronized void close() {
        closed = true;
        others.forEach(Runnable::run);
        others.clear();
        blocks.forEach(NativeFloats::close);
        blocks.clear();
        bytes = 0;
    }
}
