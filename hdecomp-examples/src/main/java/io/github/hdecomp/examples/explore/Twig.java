package io.github.hdecomp.examples.explore;

import io.github.hdecomp.model.NeuronDecision;
import io.github.hdecomp.tree.EvidenceNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A node of a tree that is growing. */
final class Twig {
    private final String path;
    private final EvidenceNode leaf;
    private @Nullable EvidenceNode branch;
    private List<Twig> twigs = List.of();

    /** A node that has not been decomposed. */
    Twig(String path, EvidenceNode leaf) {
        this.path = path;
        this.leaf = leaf;
    }

    /** The channels that lead here from the root. */
    String path() {
        return path;
    }

    EvidenceNode leaf() {
        return leaf;
    }

    /** The node has been decomposed; what came out are further twigs. */
    List<Twig> grow(EvidenceNode decomposed) {
        branch = decomposed;
        twigs = decomposed.children().stream()
                .map(child -> new Twig(below(child), child))
                .toList();
        return twigs;
    }

    private String below(EvidenceNode child) {
        int channel = ((NeuronDecision) child.decision()).channel();
        return path.isEmpty() ? Integer.toString(channel) : path + "/" + channel;
    }

    /** The node with all that has grown below it. */
    EvidenceNode node() {
        EvidenceNode grown = branch;
        return grown == null
                ? leaf
                : new EvidenceNode(
                        leaf.decision(),
                        leaf.value(),
                        leaf.evidence(),
                        grown.into(),
                        twigs.stream().map(Twig::node).toList(),
                        grown.remainder());
    }
}
