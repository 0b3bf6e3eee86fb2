package io.github.hdecomp.relevance;

/** Who receives the relevance of a maximum. */
public enum MaxPooling {
    /** The first largest cell of the window in row-major order, all of it. */
    WINNER,
    /** Every cell of the window that equals the maximum, the same share. */
    EQUAL
}
