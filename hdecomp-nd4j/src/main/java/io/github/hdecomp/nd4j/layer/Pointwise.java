package io.github.hdecomp.nd4j.layer;

import io.github.hdecomp.nd4j.kernel.Maps;
import io.github.hdecomp.nd4j.kernel.Patches;
import io.github.hdecomp.nd4j.kernel.Run;
import io.github.hdecomp.nd4j.kernel.Runs;

/** Loops of layers that make of each value another one, whatever lies around it. */
final class Pointwise {
    private Pointwise() {}

    /** Makes y of x in place, for the first n values. */
    @FunctionalInterface
    interface Function {
        void apply(float[] values, int n);
    }

    /** Multiplies d by the derivative at a recorded value, for the first n values. */
    @FunctionalInterface
    interface Derivative {
        void apply(float[] recorded, float[] d, int n);
    }

    static void forward(Maps x, Maps y, Function function, Run run) {
        Runs.forEach(y.size(), 1, run, (offset, length, scratch) -> {
            x.data().host().get(x.at() + offset, scratch.lane(0), 0, length);
            function.apply(scratch.lane(0), length);
            y.data().host().put(y.at() + offset, scratch.lane(0), 0, length);
        });
    }

    static void pullBack(Patches d, Maps recorded, Derivative derivative, Run run) {
        Runs.forEach(d, recorded, run, (inPatch, inMap, length, scratch) -> {
            d.values().data().host().get(inPatch, scratch.lane(0), 0, length);
            recorded.data().host().get(inMap, scratch.lane(1), 0, length);
            derivative.apply(scratch.lane(1), scratch.lane(0), length);
            d.values().data().host().put(inPatch, scratch.lane(0), 0, length);
        });
    }
}
