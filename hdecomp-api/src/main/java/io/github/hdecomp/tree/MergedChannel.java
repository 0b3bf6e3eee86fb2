package io.github.hdecomp.tree;

/**
 * A channel that is not shown because it shows the same evidence as the node it was merged into.
 *
 * @param channel from 0
 * @param contribution its own contribution alpha, which is counted among what was pruned
 */
public record MergedChannel(int channel, double contribution) {}
