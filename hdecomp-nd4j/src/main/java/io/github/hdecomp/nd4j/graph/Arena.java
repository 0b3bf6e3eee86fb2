package io.github.hdecomp.nd4j.graph;

import io.github.hdecomp.nd4j.kernel.Scratch;
import io.github.hdecomp.nd4j.memory.BlockPool;
import io.github.hdecomp.nd4j.memory.NativeFloats;
import io.github.hdecomp.nd4j.memory.NativeMemory;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
    private final Growing features;
    private final Growing cotangents;
    private final BlockPool blocks;

    /** A block that grows. It is given back before a larger one is asked for, so that the two never add up. */
    private static final class Growing {
        private final NativeMemory memory;
        private @Nullable NativeFloats block;

        Growing(NativeMemory memory) {
            this.memory = memory;
        }

        NativeFloats atLeast(int length) {
            NativeFloats held = block;
            if (held == null || held.length() < length) {
                free();
                held = memory.allocate(length);
                block = held;
            }
            return held;
        }

        void free() {
            NativeFloats held = block;
            block = null;
            if (held != null) {
                memory.free(held);
            }
        }
    }

    Arena(NativeMemory memory, int slots, int scratchLength, int sharedLength) {
        this.memory = memory;
        this.features = new Growing(memory);
        this.cotangents = new Growing(memory);
        this.scratchBlock = memory.allocate(Math.multiplyExact(slots, scratchLength));
        this.blocks = new BlockPool(memory);
        try {
            this.shared = memory.allocate(sharedLength);
        } catch (RuntimeException | Error failed) {
            memory.free(scratchBlock);
            throw failed;
        }
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
        return features.atLeast(length);
    }

    /** A block of at least some floats for cotangents; what an earlier call left in it is lost. */
    NativeFloats cotangents(int length) {
        return cotangents.atLeast(length);
    }

    /** Blocks of any length, for work whose needs vary. */
    BlockPool blocks() {
        return blocks;
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
        blocks.free();
        memory.free(scratchBlock);
        memory.free(shared);
        features.free();
        cotangents.free();
    }
}
