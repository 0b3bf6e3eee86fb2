package io.github.hdecomp.nd4j.replay;

import io.github.hdecomp.nd4j.graph.Topology;

/** Which layers depend on another. */
final class Reached {
    private Reached() {}

    /** By layer number + 1, since the data layer is -1: whether a layer is the given one or depends on it. */
    static boolean[] from(Topology topology, int layer) {
        boolean[] reached = new boolean[topology.size() + 1];
        reached[layer + 1] = true;
        for (int above = layer + 1; above < topology.size(); above++) {
            for (int source : topology.inputs(above)) {
                reached[above + 1] |= reached[source + 1];
            }
        }
        return reached;
    }
}
