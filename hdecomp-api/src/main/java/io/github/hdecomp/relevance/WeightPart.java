package io.github.hdecomp.relevance;

/** What a relevance rule makes of each weight w, batch norms folded in before. */
public enum WeightPart {
    /** w. */
    ALL,
    /** w⁺ = max(w, 0). */
    POSITIVE,
    /** w⁻ = min(w, 0). */
    NEGATIVE,
    /** w². */
    SQUARE,
    /** 1, whatever w is. */
    ONE
}
