package io.github.hdecomp.attribution;

/**
 * What an attribution took beyond the recorded pass that it was given.
 *
 * @param forwards passes of the network over one picture
 * @param backwards pull-backs of one decision to the layer concerned
 */
public record Cost(int forwards, int backwards) {}
