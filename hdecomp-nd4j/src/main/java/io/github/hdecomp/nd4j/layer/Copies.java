package io.github.hdecomp.nd4j.layer;

import io.github.hdecomp.nd4j.kernel.Maps;
import io.github.hdecomp.nd4j.kernel.Run;
import io.github.hdecomp.nd4j.kernel.Runs;

/** Moves values without changing them. */
final class Copies {
    private Copies() {}

    /** y = x for maps of the same number of values. */
    static void copy(Maps x, Maps y, Run run) {
        Runs.forEach(
                y.size(),
                1,
                run,
                (offset, length, scratch) ->
                        y.data().host().put(y.at() + offset, x.data().host(), x.at() + offset, length));
    }
}
