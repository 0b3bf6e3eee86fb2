package io.github.hdecomp.nd4j.replay;

import io.github.hdecomp.nd4j.kernel.Part;
import io.github.hdecomp.nd4j.memory.NativeFloats;
import io.github.hdecomp.tensor.Region;
import java.util.List;

/** Makes room for values. */
@FunctionalInterface
interface Allocator {
    /**
     * Values that are not set yet.
     *
     * @param maps how many maps
     * @param region the part of each
     * @param channels of each cell
     * @param passing receives the block, for whoever gives it back. Modified.
     */
    Part allocate(int maps, Region region, int channels, List<NativeFloats> passing);
}
