package io.github.hdecomp.nd4j.kernel;

import io.github.hdecomp.nd4j.memory.NativeFloats;
import java.util.List;

/**
 * What a kernel computes with: threads, a working space for each, and products.
 *
 * @param workers the threads
 * @param gemm the products
 * @param scratch one working space per slot of the workers
 * @param shared a working space that all threads of a kernel share
 */
public record Run(Workers workers, Gemm gemm, List<Scratch> scratch, NativeFloats shared) {

    /** Values per chunk of a simple loop: enough to outweigh handing it to another thread. */
    static final int ENOUGH = 16 * Scratch.LANE;

    /** One chunk of a kernel's work. */
    @FunctionalInterface
    public interface Task {
        /**
         * Works on a chunk.
         *
         * @param chunk its number, from 0
         * @param scratch the thread's own working space
         */
        void run(int chunk, Scratch scratch);
    }

    /**
     * Runs all chunks, on several threads, and returns when the last is done.
     *
     * @param chunks how many; given by shapes alone
     * @param task what to do with each
     */
    public void parallel(int chunks, Task task) {
        workers.run(chunks, (chunk, slot) -> task.run(chunk, scratch.get(slot)));
    }

    /**
     * Works on all items, several to a chunk where they are small, and returns when the last is done.
     *
     * @param items how many; given by shapes alone
     * @param floats how many values an item has
     * @param task what to do with each item
     */
    public void parallel(int items, int floats, Task task) {
        int perChunk = Math.max(1, ENOUGH / Math.max(1, floats));
        parallel((items + perChunk - 1) / perChunk, (chunk, own) -> {
            int end = Math.min((chunk + 1) * perChunk, items);
            for (int item = chunk * perChunk; item < end; item++) {
                task.run(item, own);
            }
        });
    }
}
