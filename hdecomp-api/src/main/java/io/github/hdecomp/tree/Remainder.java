package io.github.hdecomp.tree;

/**
 * The part of a decision's value that its children do not show, so that nothing is hidden:
 * value = Z · Σ (children's contributions) + positive + negative + unexplained.
 *
 * @param positive the contributions, times Z, of channels that speak for the decision and are not shown
 * @param negative those of channels that speak against it; at most 0
 * @param unexplained what the features do not account for, mostly biases; all of the value where a decision was not
 *     decomposed
 */
public record Remainder(double positive, double negative, double unexplained) {

    /**
     * The contributions of all channels that are not shown.
     *
     * @return positive + negative
     */
    public double pruned() {
        return positive + negative;
    }
}
