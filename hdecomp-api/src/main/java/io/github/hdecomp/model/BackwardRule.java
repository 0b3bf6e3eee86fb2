package io.github.hdecomp.model;

/** What a ReLU does to a signal that is pulled back through it; every other layer uses its derivative. */
public enum BackwardRule {
    /** The derivative: passes where the forward input was positive, 0 at 0. */
    GRADIENT,

    /**
     * Guided backpropagation (Springenberg et al. 2014, arXiv 1412.6806): passes where the forward input and the signal
     * are both positive.
     */
    GUIDED_BACKPROP,

    /** DeconvNet (Zeiler and Fergus 2013, arXiv 1311.2901): passes where the signal is positive. */
    DECONV_NET
}
