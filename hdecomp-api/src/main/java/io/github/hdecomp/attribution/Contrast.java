package io.github.hdecomp.attribution;

/** How the relevance A of a decision is held against the relevance B of what it is contrasted with. */
public enum Contrast {
    /** A / ΣA - B / ΣB, whose sum is zero, as in the authors' code. */
    SHARES,
    /** A - B, as in the paper, which starts both with as much. */
    DIFFERENCE
}
