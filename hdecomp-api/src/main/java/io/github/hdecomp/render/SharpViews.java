package io.github.hdecomp.render;

import io.github.hdecomp.Exploration;
import io.github.hdecomp.model.BackwardRule;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.Gradient;
import io.github.hdecomp.model.NeuronDecision;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.tree.EvidenceNode;
import io.github.hdecomp.tree.EvidenceTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The sharp views of a tree's decisions. They need the recorded pass that the tree came from; a tree read from a file is
 * drawn without them ({@link #none()}).
 *
 * @param views one per distinct decision
 */
public record SharpViews(Map<Decision, SharpView> views) {
    /** How many decisions of one layer are taken back down at once, so that memory stays within bounds. */
    private static final int BATCH = 64;

    /** More are not made: beyond that, pictures are too many to be looked at. */
    private static final int MOST = 2_000;

    /**
     * Keeps a copy.
     *
     * @param views see above
     */
    public SharpViews {
        views = Map.copyOf(views);
    }

    /**
     * No views.
     *
     * @return the empty map
     */
    public static SharpViews none() {
        return new SharpViews(Map.of());
    }

    /**
     * The views of all nodes of a tree but pixels themselves, level by level, up to 2,000; deeper levels are then left out.
     *
     * @param exploration the recorded pass that the tree was grown from, still open
     * @param tree the tree
     * @return one view per distinct decision
     * @throws IllegalArgumentException if a decision does not exist in this network
     */
    public static SharpViews of(Exploration exploration, EvidenceTree tree) {
        Map<Decision, SharpView> views = new HashMap<>();
        List<EvidenceNode> level = List.of(tree.root());
        while (!level.isEmpty()) {
            Set<Decision> decisions = new LinkedHashSet<>();
            level.stream()
                    .map(EvidenceNode::decision)
                    .filter(decision -> !isPixel(decision) && !views.containsKey(decision))
                    .forEach(decisions::add);
            if (views.size() + decisions.size() > MOST) {
                break;
            }
            byTap(decisions).values().forEach(group -> views.putAll(of(exploration, group)));
            level = below(level);
        }
        return new SharpViews(views);
    }

    /** The next level, each branch that several nodes share once. */
    private static List<EvidenceNode> below(List<EvidenceNode> level) {
        Map<Decision, EvidenceNode> next = new LinkedHashMap<>();
        level.forEach(node -> node.children().forEach(child -> next.putIfAbsent(child.decision(), child)));
        return List.copyOf(next.values());
    }

    /** Patches of one layer have about the same size, so that they make a good batch. */
    private static Map<Optional<Tap>, List<Decision>> byTap(Set<Decision> decisions) {
        Map<Optional<Tap>, List<Decision>> groups = new LinkedHashMap<>();
        for (Decision decision : decisions) {
            Optional<Tap> tap =
                    decision instanceof NeuronDecision neuron ? Optional.of(neuron.tap()) : Optional.empty();
            groups.computeIfAbsent(tap, absent -> new ArrayList<>()).add(decision);
        }
        return groups;
    }

    private static Map<Decision, SharpView> of(Exploration exploration, List<Decision> decisions) {
        Map<Decision, SharpView> views = new HashMap<>();
        for (int from = 0; from < decisions.size(); from += BATCH) {
            List<Decision> batch = decisions.subList(from, Math.min(from + BATCH, decisions.size()));
            List<Gradient> signals = exploration.tape().gradients(batch, Tap.INPUT, BackwardRule.GUIDED_BACKPROP);
            for (int i = 0; i < batch.size(); i++) {
                views.put(batch.get(i), SharpView.of(signals.get(i), exploration.preprocessing()));
            }
        }
        return views;
    }

    private static boolean isPixel(Decision decision) {
        return decision instanceof NeuronDecision neuron && neuron.tap().equals(Tap.INPUT);
    }

    /**
     * The view of a decision.
     *
     * @param decision any decision
     * @return the view, empty if there is none
     */
    public Optional<SharpView> of(Decision decision) {
        return Optional.ofNullable(views.get(decision));
    }
}
