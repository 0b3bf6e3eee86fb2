package io.github.hdecomp.attribution;

/** How much relevance a decision starts with. */
public enum RelevanceStart {
    /** Its value, so that what the picture receives is in units of the decision. */
    SCORE,
    /** One, whatever its value. */
    ONE
}
