package io.github.hdecomp.tree;

import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.NeuronDecision;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What differs between two trees, node by node: those that appeared, those that vanished, and those that stayed, with their
 * shares in both. A node is the channels on the way to it from the root, wherever their peaks lie; the roots themselves may be
 * different decisions.
 *
 * @param appeared nodes of the second tree alone, each before its children
 * @param vanished nodes of the first tree alone, each before its children
 * @param stayed nodes of both, each before its children
 */
public record TreeDifference(List<Node> appeared, List<Node> vanished, List<Node> stayed) {

    /**
     * A node of one or both trees.
     *
     * @param path the channels from the first level down, each as layer#channel
     * @param before its share in the first tree; 0 if it is not there
     * @param after its share in the second tree; 0 if it is not there
     * @param moved whether it is in both, with its peak at different places
     */
    public record Node(List<String> path, double before, double after, boolean moved) {

        /**
         * Keeps a copy of the list.
         *
         * @param path see above
         * @param before see above
         * @param after see above
         * @param moved see above
         */
        public Node {
            path = List.copyOf(path);
        }

        /**
         * By how much its share rises.
         *
         * @return after less before
         */
        public double change() {
            return after - before;
        }
    }

    /**
     * Keeps copies of the lists.
     *
     * @param appeared see above
     * @param vanished see above
     * @param stayed see above
     */
    public TreeDifference {
        appeared = List.copyOf(appeared);
        vanished = List.copyOf(vanished);
        stayed = List.copyOf(stayed);
    }

    /**
     * Compares two trees.
     *
     * @param first what was before
     * @param second what is after
     * @return the difference
     */
    public static TreeDifference of(EvidenceTree first, EvidenceTree second) {
        Map<List<String>, EvidenceNode> before = new LinkedHashMap<>();
        Map<List<String>, EvidenceNode> after = new LinkedHashMap<>();
        collect(first.root(), List.of(), before);
        collect(second.root(), List.of(), after);
        List<Node> appeared = new ArrayList<>();
        List<Node> vanished = new ArrayList<>();
        List<Node> stayed = new ArrayList<>();
        before.forEach((path, node) -> {
            EvidenceNode other = after.get(path);
            if (other == null) {
                vanished.add(new Node(path, share(node), 0, false));
            } else {
                boolean moved = !node.decision().equals(other.decision());
                stayed.add(new Node(path, share(node), share(other), moved));
            }
        });
        after.forEach((path, node) -> {
            if (!before.containsKey(path)) {
                appeared.add(new Node(path, 0, share(node), false));
            }
        });
        return new TreeDifference(appeared, vanished, stayed);
    }

    /**
     * All nodes, those whose share changes most first.
     *
     * @return those that appeared, vanished and stayed; of equal changes, in this order
     */
    public List<Node> byChange() {
        List<Node> all = new ArrayList<>(appeared);
        all.addAll(vanished);
        all.addAll(stayed);
        all.sort(Comparator.comparingDouble(node -> -Math.abs(node.change())));
        return List.copyOf(all);
    }

    private static void collect(EvidenceNode parent, List<String> path, Map<List<String>, EvidenceNode> nodes) {
        for (EvidenceNode child : parent.children()) {
            List<String> here = new ArrayList<>(path);
            here.add(channel(child.decision()));
            nodes.put(here, child);
            collect(child, here, nodes);
        }
    }

    private static String channel(Decision decision) {
        return decision instanceof NeuronDecision neuron ? neuron.tap() + "#" + neuron.channel() : decision.toString();
    }

    private static double share(EvidenceNode node) {
        return node.evidence().map(Evidence::share).orElse(0.0);
    }
}
