package io.github.hdecomp.export;

import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.NeuronDecision;
import io.github.hdecomp.tree.EvidenceNode;
import io.github.hdecomp.tree.EvidenceTree;
import java.util.ArrayList;
import java.util.List;

/** The nodes of a tree in a row, each before its children, down to the last level that is not too wide for a page. */
final class FlatTree {
    static final int MOST_NODES = 5_000;

    private final EvidenceTree tree;
    private final List<Place> places = new ArrayList<>();
    private final int depth;

    /**
     * A node's place in the tree.
     *
     * @param node the node
     * @param parent index of the place above, -1 for the root
     * @param level 0 for the root
     * @param path which child at every level, such as {@code 2.1.3}; empty for the root
     */
    record Place(EvidenceNode node, int parent, int level, String path) {}

    FlatTree(EvidenceTree tree) {
        this.tree = tree;
        this.depth = depth(tree.root());
        add(tree.root(), -1, 0, "");
    }

    private static int depth(EvidenceNode root) {
        int depth = 0;
        long nodes = 1;
        List<EvidenceNode> level = List.of(root);
        while (true) {
            nodes += level.stream().mapToLong(node -> node.children().size()).sum();
            if (nodes > MOST_NODES) {
                return depth;
            }
            level = level.stream().flatMap(node -> node.children().stream()).toList();
            if (level.isEmpty()) {
                return depth;
            }
            depth++;
        }
    }

    private void add(EvidenceNode node, int parent, int level, String path) {
        int index = places.size();
        places.add(new Place(node, parent, level, path));
        if (level < depth) {
            for (int i = 0; i < node.children().size(); i++) {
                String name = path.isEmpty() ? "" + (i + 1) : path + "." + (i + 1);
                add(node.children().get(i), index, level + 1, name);
            }
        }
    }

    EvidenceTree tree() {
        return tree;
    }

    List<Place> places() {
        return places;
    }

    /** Whether no level was left out. */
    boolean whole() {
        return places.stream()
                .noneMatch(place ->
                        place.level() == depth && !place.node().children().isEmpty());
    }

    /** The layer of the lowest level. */
    String lowestLayer() {
        return places.stream()
                .filter(place -> place.level() == depth)
                .findFirst()
                .map(place -> layer(place.node().decision()))
                .orElse("");
    }

    /** What a decision is called on its own: the class's label, or layer and channel. */
    String name(Decision decision) {
        if (decision instanceof NeuronDecision neuron) {
            return neuron.tap() + " channel " + neuron.channel();
        }
        return tree.label(decision).orElseGet(decision::toString);
    }

    static String layer(Decision decision) {
        return decision instanceof NeuronDecision neuron ? neuron.tap().name() : "";
    }
}
