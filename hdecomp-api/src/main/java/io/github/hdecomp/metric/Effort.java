package io.github.hdecomp.metric;

/**
 * What scoring one explanation takes.
 *
 * @param forwards passes of the network over one altered picture
 * @param explanations further runs of the method, each of which costs what the method costs
 */
public record Effort(int forwards, int explanations) {

    /** Arithmetic on the map alone. */
    public static final Effort NONE = new Effort(0, 0);
}
