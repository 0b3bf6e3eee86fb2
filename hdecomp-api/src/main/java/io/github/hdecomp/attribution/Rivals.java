package io.github.hdecomp.attribution;

/** What the classes that a decision is contrasted with start with. */
public enum Rivals {
    /** Each the magnitude of its own score, as in the authors' code. */
    SCORES,
    /** Each the same part of the decision's score, as in the paper. */
    UNIFORM
}
