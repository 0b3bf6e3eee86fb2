package io.github.hdecomp.nd4j.relevance;

import io.github.hdecomp.model.Tap;
import io.github.hdecomp.nd4j.graph.Network;
import io.github.hdecomp.nd4j.graph.Topology;
import io.github.hdecomp.nd4j.kernel.Epilogue;
import io.github.hdecomp.nd4j.layer.Follower;
import io.github.hdecomp.nd4j.layer.Fusable;
import io.github.hdecomp.nd4j.layer.RelevanceFlow;
import io.github.hdecomp.relevance.RelevanceRule;
import io.github.hdecomp.relevance.RelevanceRules;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** What the place of a layer in the graph says of its rule. */
final class Roles {
    private final Network network;
    private final Topology topology;
    private final RelevanceRules rules;
    private final Way way;
    /** By layer number: rules that are for one layer alone. */
    private final Map<Integer, RelevanceRule> exceptions = new HashMap<>();
    /** By layer number + 1: whether no value of the layer can be negative, whatever the picture. */
    private final boolean[] nonNegative;

    /**
     * Finds the roles.
     *
     * @param network the graph and its layers
     * @param rules which layer does what
     * @param way the layers that relevance passes
     * @throws IllegalArgumentException if the rules have an exception for a layer that is not there or has no weights
     */
    Roles(Network network, RelevanceRules rules, Way way) {
        this.network = network;
        this.topology = network.topology();
        this.rules = rules;
        this.way = way;
        this.nonNegative = new boolean[topology.size() + 1];
        for (int layer = 0; layer < topology.size(); layer++) {
            nonNegative[layer + 1] = isNonNegative(layer);
        }
        rules.layers().forEach((name, rule) -> exceptions.put(withWeights(name), rule));
    }

    private int withWeights(String name) {
        int layer = topology.number(Tap.of(name));
        if (layer == Topology.INPUT || network.layer(layer).relevanceFlow() != RelevanceFlow.RULE) {
            throw new IllegalArgumentException(topology.spec().name() + ": the rules " + rules.name()
                    + " have an exception for " + name + ", which has no weights; expected a convolution or a fully"
                    + " connected layer");
        }
        return layer;
    }

    private boolean isNonNegative(int layer) {
        return switch (topology.node(layer).operator()) {
            case "Relu", "Sigmoid", "Softmax" -> true;
            case "Clip" -> topology.node(layer).attributes().number("min", Double.NEGATIVE_INFINITY) >= 0;
            case "Add",
                    "Concat",
                    "Mul",
                    "MaxPool",
                    "AveragePool",
                    "AdaptiveAveragePool",
                    "GlobalAveragePool",
                    "LRN",
                    "Dropout",
                    "Identity",
                    "Flatten",
                    "Reshape",
                    "Transpose",
                    "SubsamplePad" -> allNonNegative(topology.inputs(layer));
            default -> false;
        };
    }

    private boolean allNonNegative(int[] layers) {
        for (int layer : layers) {
            if (!nonNegative[layer + 1]) {
                return false;
            }
        }
        return true;
    }

    boolean nonNegative(int layer) {
        return nonNegative[layer + 1];
    }

    /** The rule of a layer with weights. */
    RelevanceRule rule(int layer) {
        RelevanceRule exception = exceptions.get(layer);
        RelevanceRule rule = exception != null ? exception : byKind(layer);
        return rules.opposes() && way.isTop(layer) ? rule.opposed() : rule;
    }

    private RelevanceRule byKind(int layer) {
        if (readsPicture(topology.inputs(layer)[0])) {
            return rules.picture();
        }
        return topology.node(layer).operator().equals("Gemm") ? rules.dense() : rules.convolution();
    }

    /** Whether a layer's values are those of the picture. */
    private boolean readsPicture(int layer) {
        if (layer == Topology.INPUT) {
            return true;
        }
        return switch (topology.node(layer).operator()) {
            case "Dropout", "Identity", "Pad", "Flatten", "Reshape", "Transpose" ->
                readsPicture(topology.inputs(layer)[0]);
            default -> false;
        };
    }

    /** A layer with weights and the batch norms that relevance meets right behind it. */
    Folded folded(int layer) {
        Epilogue epilogue = ((Fusable) network.layer(layer)).epilogue();
        int last = layer;
        while (rules.foldsNorms()
                && !way.startsAt(last)
                && topology.readers(last).size() == 1) {
            int next = topology.readers(last).get(0);
            Optional<Epilogue> extended = extended(epilogue, next);
            if (extended.isEmpty()) {
                break;
            }
            epilogue = extended.get();
            last = next;
        }
        return new Folded(last, epilogue);
    }

    /** With a batch norm, but nothing else, behind. */
    private Optional<Epilogue> extended(Epilogue epilogue, int next) {
        boolean norm = List.of("BatchNormalization", "Affine")
                .contains(topology.node(next).operator());
        return norm && network.layer(next) instanceof Follower follower
                ? follower.appendTo(epilogue)
                : Optional.empty();
    }

    /** Which factor of a product is the gate: 0 or 1, or neither. */
    Optional<Integer> gate(int layer) {
        int[] factors = topology.inputs(layer);
        boolean[] gates = new boolean[2];
        for (int i = 0; i < 2; i++) {
            boolean cell = isCell(factors[i]) && !isCell(factors[1 - i]);
            gates[i] = cell
                    || (factors[i] != Topology.INPUT
                            && topology.node(factors[i]).operator().equals("Sigmoid")
                            && !(isCell(factors[1 - i]) && !isCell(factors[i])));
        }
        return gates[0] == gates[1] ? Optional.empty() : Optional.of(gates[0] ? 0 : 1);
    }

    private boolean isCell(int layer) {
        return topology.shape(layer).height() * topology.shape(layer).width() == 1;
    }

    /** How relevance goes through the layers of a network. */
    static List<RelevanceFlow> flow(Network network) {
        return IntStream.range(0, network.topology().size())
                .mapToObj(layer -> network.layer(layer).relevanceFlow())
                .toList();
    }
}
