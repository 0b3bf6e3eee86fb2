package io.github.hdecomp.nd4j.layer;

import io.github.hdecomp.nd4j.kernel.PatchSums;
import io.github.hdecomp.nd4j.kernel.Patches;
import io.github.hdecomp.tensor.Region;

/**
 * A layer whose every output value depends on the input value in the same place alone. Its pull-back works on the cotangents
 * in place.
 */
public interface Elementwise extends Layer {

    /**
     * Multiplies cotangents by the layer's derivative, in place.
     *
     * @param d cotangents of the output, which become those of every input. Modified.
     * @param context what was recorded, and the rule for ReLUs
     */
    void pullBackInPlace(Patches d, PullBackContext context);

    @Override
    default RelevanceFlow relevanceFlow() {
        return RelevanceFlow.PASS;
    }

    @Override
    default Region inputRegion(int input, Region region) {
        return region;
    }

    @Override
    default void pullBack(int input, Patches dy, Patches dx, PullBackContext context) {
        pullBackInPlace(dy, context);
        PatchSums.add(dy, dx, context.run());
    }

    @Override
    default void pullBackFirst(int input, Patches dy, Patches dx, PullBackContext context) {
        pullBackInPlace(dy, context);
        PatchSums.copy(dy, dx, context.run());
    }
}
