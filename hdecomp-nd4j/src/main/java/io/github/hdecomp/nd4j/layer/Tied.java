package io.github.hdecomp.nd4j.layer;

import io.github.hdecomp.nd4j.kernel.Patches;

/** A layer whose output is one of several values of its input, which may be equal. */
public interface Tied extends Layer {

    /**
     * As {@link #pullBack}, but the values of the input that equal the output receive the same share of its cotangent each.
     *
     * @param dy cotangents of the output. Not modified.
     * @param dx cotangents of the input. Modified.
     * @param context what was recorded
     */
    void pullBackToAll(Patches dy, Patches dx, PullBackContext context);
}
