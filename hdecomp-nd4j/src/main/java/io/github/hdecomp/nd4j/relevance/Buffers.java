package io.github.hdecomp.nd4j.relevance;

import io.github.hdecomp.nd4j.kernel.Maps;
import io.github.hdecomp.nd4j.kernel.Patches;
import io.github.hdecomp.nd4j.kernel.Placement;
import io.github.hdecomp.nd4j.kernel.Run;
import io.github.hdecomp.nd4j.kernel.Runs;
import io.github.hdecomp.nd4j.memory.BlockPool;
import io.github.hdecomp.tensor.Shape;
import java.util.Arrays;

/**
 * Maps for work on a recording, in blocks that it lends.
 *
 * @param blocks the recording's
 * @param run threads and working space
 */
record Buffers(BlockPool blocks, Run run) {

    /** Maps of a shape, with values left by whoever used the block last. */
    Maps maps(int count, Shape shape) {
        int length = Math.multiplyExact(shape.size(), count);
        return new Maps(blocks.lend(length), 0, count, shape.height(), shape.width(), shape.channels());
    }

    /** As many maps of the same shape. */
    Maps like(Maps maps) {
        return maps(maps.count(), Shape.of(maps.channels(), maps.height(), maps.width()));
    }

    void giveBack(Maps maps) {
        blocks.giveBack(maps.data());
    }

    void clear(Maps maps) {
        Runs.forEach(maps.size(), 1, run, (offset, length, scratch) -> {
            Arrays.fill(scratch.lane(0), 0, length, 0f);
            maps.data().host().put(maps.at() + offset, scratch.lane(0), 0, length);
        });
    }

    /** Whole maps as patches, all of the one map that was recorded. */
    static Patches whole(Maps maps) {
        int count = maps.count();
        Placement place = new Placement(new int[count], new int[count], new int[count], maps.height(), maps.width());
        return new Patches(place, maps);
    }
}
