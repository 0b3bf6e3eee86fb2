package io.github.hdecomp.nd4j.graph;

import io.github.hdecomp.nd4j.kernel.Scratch;
import io.github.hdecomp.nd4j.memory.NativeFloats;
import io.github.hdecomp.nd4j.memory.NativeMemory;
import java.util.ArrayList;
import java.util.List;

/**
 * The memory of one call on a network, reused by later ones: features, cotangents, and a working space per thread. Blocks grow
 * to what was needed most, so that after the first call of a kind nothing is allocated.
 */
final class Arena {
    private final NativeMemory memory;
    private final List<Scratch> scratch = new ArrayList<>();
    private final List<NativeFloats> extras = new ArrayList<>();
    private final NativeFloats scratchBlock;
    private final NativeFloats shared;
    private NativeFloats features;
    private NativeFloats cotangents;

    Arena(NativeMemory memory, int slots, int scratchLength, int sharedLength) {
        this.memory = memory;
        this.scratchBlock = memory.allocate(Math.multiplyExact(slots, scratchLength));
        this.shared = memory.allocate(sharedLength);
        this.features = memory.allocate(1);
        this.cotangents = memory.allocate(1);
        for (int slot = 0; slot < slots; slot++) {
            scratch.add(new Scratch(scratchBlock, slot * scratchLength, scratchLength));
        }
    }

    List<Scratch> scratch() {
        return scratch;
    }

    NativeFloats shared() {
        return shared;
    }

    /** A block of at least some floats for features; what an earlier call left in it is lost. */
    NativeFloats features(int length) {
        features = atLeast(features, length);
        return features;
    }

    /** A block of at least some floats for cotangents; what an earlier call left in it is lost. */
    NativeFloats cotangents(int length) {
        cotangents = atLeast(cotangents, length);
        return cotangents;
    }

    private NativeFloats atLeast(NativeFloats block, int length) {
        if (block.length() >= length) {
            return block;
        }
        memory.free(block);
        return memory.allocate(length);
    }

    /** A block of its own for something that is rarely asked for; freed when the call ends. */
    NativeFloats extra(int length) {
        NativeFloats block = memory.allocate(length);
        extras.add(block);
        return block;
    }

    void freeExtras() {
        extras.forEach(memory::free);
        extras.clear();
    }

    void free() {
        freeExtras();
        memory.free(scratchBlock);
        memory.free(shared);
        memory.free(features);
        memory.free(cotangents);
    }
}
