package io.github.hdecomp.render;

import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.NeuronDecision;
import io.github.hdecomp.tree.EvidenceTree;

/** How decisions are called in pictures. */
final class NodeName {
    private NodeName() {}

    /** A neuron's channel, a class's label. */
    static String of(EvidenceTree tree, Decision decision) {
        if (decision instanceof NeuronDecision neuron) {
            return "#" + neuron.channel();
        }
        return tree.label(decision).orElseGet(decision::toString);
    }

    /** The layer of a neuron, nothing for others. */
    static String layer(Decision decision) {
        return decision instanceof NeuronDecision neuron ? neuron.tap().name() : "";
    }
}
