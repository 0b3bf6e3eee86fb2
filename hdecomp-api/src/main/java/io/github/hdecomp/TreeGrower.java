package io.github.hdecomp;

import io.github.hdecomp.attribution.Decomposition;
import io.github.hdecomp.attribution.GradientActivationPropagation;
import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.LayerInfo;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.WeightedSum;
import io.github.hdecomp.tree.Evidence;
import io.github.hdecomp.tree.EvidenceNode;
import io.github.hdecomp.tree.EvidenceTree;
import io.github.hdecomp.tree.Options;
import io.github.hdecomp.tree.Remainder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Grows a tree level by level: all decisions of a level are decomposed as one batch, each distinct one once, since several
 * parents may arrive at the same neuron.
 */
final class TreeGrower {
    private final Exploration exploration;
    private final Model model;
    private final Options options;
    private final List<Tap> levels;
    private final List<Map<Decision, EvidenceNode>> branches = new ArrayList<>();
    private final List<Map<Decision, List<EvidenceNode>>> grown = new ArrayList<>();

    TreeGrower(Exploration exploration, Options options) {
        this.exploration = exploration;
        this.model = exploration.model();
        List<Tap> taps = options.taps().isEmpty() ? model.stages() : options.taps();
        if (taps.isEmpty()) {
            throw new IllegalArgumentException(model.spec().name()
                    + ": the network names no stages; say in the options at which taps to decompose");
        }
        this.levels = topDown(taps).stream().limit(options.depth()).toList();
        this.options = options.withTaps(levels).withDepth(levels.size());
    }

    /** The taps, one per layer by whatever name it was given first, the highest layer first. */
    private List<Tap> topDown(List<Tap> taps) {
        List<String> order = new ArrayList<>(List.of(Tap.INPUT.name()));
        model.layers().stream().map(LayerInfo::name).forEach(order::add);
        Map<String, Tap> byLayer = new HashMap<>();
        taps.forEach(tap -> byLayer.putIfAbsent(model.spec().resolve(tap), tap));
        return byLayer.entrySet().stream()
                .sorted(Comparator.comparingInt(entry -> -order.indexOf(entry.getKey())))
                .map(Map.Entry::getValue)
                .toList();
    }

    private String last() {
        List<LayerInfo> layers = model.layers();
        return layers.get(layers.size() - 1).name();
    }

    /** The scores themselves, and a softmax on top of them, are no evidence for a class. */
    private void checkBelow(Decision decision) {
        for (Tap tap : levels) {
            String layer = model.spec().resolve(tap);
            if (decidesOnClass(decision) && (layer.equals(model.spec().logits()) || layer.equals(last()))) {
                throw new IllegalArgumentException(model.spec().name() + ": " + tap
                        + ": the class is decided there, its score is not decomposed into scores; name layers below "
                        + model.spec().logits());
            }
        }
    }

    private static boolean decidesOnClass(Decision decision) {
        return decision instanceof WeightedSum sum
                ? sum.terms().stream().anyMatch(term -> decidesOnClass(term.decision()))
                : decision instanceof ClassDecision;
    }

    EvidenceTree grow(Decision decision) {
        checkBelow(decision);
        List<Decision> frontier = List.of(decision);
        for (Tap tap : levels) {
            if (frontier.isEmpty()) {
                break;
            }
            Map<Decision, EvidenceNode> level = new HashMap<>();
            LinkedHashSet<Decision> next = new LinkedHashSet<>();
            for (Decomposition decomposition : decompose(frontier, tap)) {
                EvidenceNode branch = exploration.branch(decomposition, options.choose(decomposition));
                level.put(decomposition.decision(), branch);
                branch.children().forEach(child -> next.add(child.decision()));
            }
            branches.add(level);
            grown.add(new HashMap<>());
            frontier = List.copyOf(next);
        }
        EvidenceNode root = node(decision, exploration.tape().value(decision), Optional.empty(), 0);
        return new EvidenceTree(
                exploration.provenance(options), exploration.prediction().top(5), root);
    }

    /** Merging channels looks at the maps of all. */
    private List<Decomposition> decompose(List<Decision> frontier, Tap tap) {
        return options.overlap().isPresent()
                ? exploration.decompose(frontier, tap)
                : GradientActivationPropagation.decompose(exploration.tape(), frontier, tap, options.children());
    }

    private EvidenceNode node(Decision decision, float value, Optional<Evidence> evidence, int level) {
        EvidenceNode branch = level < branches.size() ? branches.get(level).get(decision) : null;
        if (branch == null) {
            return new EvidenceNode(decision, value, evidence, Optional.empty(), List.of(), new Remainder(0, 0, value));
        }
        return new EvidenceNode(
                decision, value, evidence, branch.into(), children(decision, branch, level), branch.remainder());
    }

    /** What several parents arrive at has the same children below each of them. */
    private List<EvidenceNode> children(Decision decision, EvidenceNode branch, int level) {
        List<EvidenceNode> known = grown.get(level).get(decision);
        if (known != null) {
            return known;
        }
        List<EvidenceNode> children = new ArrayList<>();
        for (EvidenceNode leaf : branch.children()) {
            children.add(node(leaf.decision(), leaf.value(), leaf.evidence(), level + 1));
        }
        grown.get(level).put(decision, children);
        return children;
    }
}
