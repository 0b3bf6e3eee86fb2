package io.github.hdecomp.model;

/**
 * A scalar that a network computes and that can be decomposed: the score of a class, or the feature value of one neuron.
 */
public sealed interface Decision permits ClassDecision, NeuronDecision {}
