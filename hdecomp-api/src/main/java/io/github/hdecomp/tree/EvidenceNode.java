package io.github.hdecomp.tree;

import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.Tap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A decision and the evidence for it one stage down.
 *
 * @param decision what is explained at the root, a neuron below
 * @param value the logit, the feature value or the weighted sum
 * @param evidence what this neuron's channel gives to the decision above; empty at the root
 * @param into the layer that the decision was decomposed into; empty at the end of a branch
 * @param children the strongest channels of that layer, in descending order of contribution; empty at the end of a branch
 *     or if there is no positive evidence
 * @param remainder what the children do not show
 */
public record EvidenceNode(
        Decision decision,
        float value,
        Optional<Evidence> evidence,
        Optional<Tap> into,
        List<EvidenceNode> children,
        Remainder remainder) {

    /**
     * Keeps a copy of the list.
     *
     * @param decision see above
     * @param value see above
     * @param evidence see above
     * @param into see above
     * @param children see above
     * @param remainder see above
     */
    public EvidenceNode {
        children = List.copyOf(children);
    }

    /**
     * This node and all below it, each before its children.
     *
     * @return the nodes
     */
    public Stream<EvidenceNode> nodes() {
        return Stream.concat(Stream.of(this), children.stream().flatMap(EvidenceNode::nodes));
    }

    /**
     * The number of levels below this node.
     *
     * @return 0 without children
     */
    public int depth() {
        return children.stream().mapToInt(child -> child.depth() + 1).max().orElse(0);
    }
}
