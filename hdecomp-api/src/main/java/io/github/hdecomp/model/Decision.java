package io.github.hdecomp.model;

/**
 * A scalar that a network computes and that can be decomposed: the score of a class, the feature value of one neuron, or a
 * weighted sum of such.
 */
public sealed interface Decision permits ClassDecision, NeuronDecision, WeightedSum {}
