package io.github.hdecomp.nd4j.graph;

/**
 * A weighted value of a layer's output.
 *
 * @param layer the layer's number
 * @param neuron which value
 * @param weight its factor
 */
public record Term(int layer, PullBack.Neuron neuron, double weight) {}
