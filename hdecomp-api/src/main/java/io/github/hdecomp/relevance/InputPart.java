package io.github.hdecomp.relevance;

/** What a relevance rule makes of each value a that a layer reads. */
public sealed interface InputPart {

    /** Functions without parameters. */
    enum Plain implements InputPart {
        /** a. */
        ALL,
        /** a⁺ = max(a, 0). */
        POSITIVE,
        /** a⁻ = min(a, 0). */
        NEGATIVE,
        /** 1, whatever a is. */
        ONE,
        /** a - l, where l is the least value that a picture can have in the channel; for layers that read the picture. */
        LESS_DARKEST,
        /** a - h, where h is the greatest value that a picture can have in the channel; for layers that read the picture. */
        LESS_BRIGHTEST
    }

    /**
     * a - bound.
     *
     * @param bound one number for all channels
     */
    record Less(double bound) implements InputPart {}
}
