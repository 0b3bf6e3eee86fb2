package io.github.hdecomp.render;

import io.github.hdecomp.tree.ActivationMap;
import io.github.hdecomp.tree.Evidence;
import io.github.hdecomp.tree.EvidenceNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which maps of a tree share a scale. All scales begin at 0. Only the maps of siblings are in the same unit, that of the
 * decision above them, and can be compared by their colours.
 */
public enum MapScale {
    /** Each map has a scale of its own, up to its largest value: shows best where, not how much. */
    NODE("each map up to its own maximum"),

    /** The children of one decision share a scale, up to their largest value. */
    SIBLINGS("the children of one decision share their maximum"),

    /** All maps share one scale, up to the largest value of all. */
    TREE("all maps share one maximum");

    private final String meaning;

    MapScale(String meaning) {
        this.meaning = meaning;
    }

    /**
     * What is written beside the legend.
     *
     * @return the rule in a few words
     */
    public String meaning() {
        return meaning;
    }

    /**
     * The scales of a decision's children.
     *
     * @param tree the largest value of the tree's maps, see {@link #largest}
     * @param parent the decision
     * @return one scale per child, in order
     */
    List<Scale> of(Scale tree, EvidenceNode parent) {
        Scale siblings = Scale.positive(parent.children().stream()
                .flatMap(child -> child.evidence().stream())
                .map(Evidence::map)
                .toList());
        List<Scale> scales = new ArrayList<>();
        for (EvidenceNode child : parent.children()) {
            scales.add(
                    switch (this) {
                        case NODE -> Scale.positive(maps(child));
                        case SIBLINGS -> siblings;
                        case TREE -> tree;
                    });
        }
        return scales;
    }

    /** The scale that all maps of some nodes share. */
    static Scale largest(Stream<EvidenceNode> nodes) {
        return Scale.positive(nodes.flatMap(node -> maps(node).stream()).toList());
    }

    private static List<ActivationMap> maps(EvidenceNode node) {
        return node.evidence().map(Evidence::map).stream().toList();
    }
}
