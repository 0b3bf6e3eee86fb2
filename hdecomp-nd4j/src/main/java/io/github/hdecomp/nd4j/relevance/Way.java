package io.github.hdecomp.nd4j.relevance;

import io.github.hdecomp.nd4j.graph.Topology;
import io.github.hdecomp.nd4j.layer.RelevanceFlow;
import java.util.Collection;
import java.util.List;
import java.util.function.IntPredicate;

/** The layers that relevance passes from where it starts to where it is read. */
final class Way {
    private final Topology topology;
    private final Collection<Integer> starts;
    /** By layer number + 1, since the data layer is -1. */
    private final boolean[] passed;

    private final IntPredicate hasRule;

    /**
     * Finds the way.
     *
     * @param topology the graph
     * @param starts layers where relevance starts
     * @param taps layers where it is read
     * @param flow how relevance goes through a layer
     * @throws IllegalArgumentException if no start lies at or above a tap
     */
    Way(Topology topology, Collection<Integer> starts, Collection<Integer> taps, List<RelevanceFlow> flow) {
        this.topology = topology;
        this.starts = starts;
        this.hasRule = layer -> flow.get(layer) == RelevanceFlow.RULE;
        boolean[] reached = reached();
        for (int tap : taps) {
            if (!reached[tap + 1]) {
                throw new IllegalArgumentException(topology.spec().name() + ": " + name(tap)
                        + " lies neither at nor below the layer where relevance starts");
            }
        }
        this.passed = leading(taps);
        for (int i = 0; i < passed.length; i++) {
            passed[i] &= reached[i];
        }
    }

    private String name(int number) {
        return number == Topology.INPUT ? "input" : topology.node(number).name();
    }

    private boolean[] reached() {
        boolean[] reached = new boolean[topology.size() + 1];
        for (int layer = topology.size() - 1; layer >= Topology.INPUT; layer--) {
            reached[layer + 1] |= starts.contains(layer);
            for (int i = 0; layer != Topology.INPUT && reached[layer + 1] && i < topology.inputs(layer).length; i++) {
                reached[topology.inputs(layer)[i] + 1] = true;
            }
        }
        return reached;
    }

    private boolean[] leading(Collection<Integer> taps) {
        boolean[] leading = new boolean[topology.size() + 1];
        for (int layer = Topology.INPUT; layer < topology.size(); layer++) {
            leading[layer + 1] = taps.contains(layer);
            for (int i = 0; layer != Topology.INPUT && i < topology.inputs(layer).length; i++) {
                leading[layer + 1] |= leading[topology.inputs(layer)[i] + 1];
            }
        }
        return leading;
    }

    /** Whether relevance passes a layer. */
    boolean passes(int layer) {
        return passed[layer + 1];
    }

    /** Whether relevance starts at a layer. */
    boolean startsAt(int layer) {
        return starts.contains(layer);
    }

    /** Whether relevance reaches a layer without having met weights. */
    boolean isTop(int layer) {
        return topology.readers(layer).stream()
                .filter(this::passes)
                .allMatch(reader -> !hasRule.test(reader) && isTop(reader));
    }
}
