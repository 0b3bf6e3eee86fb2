package io.github.hdecomp;

import io.github.hdecomp.attribution.Decomposition;
import io.github.hdecomp.attribution.OverlapSuppression.Group;
import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.LayerInfo;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.NeuronDecision;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.WeightedSum;
import io.github.hdecomp.tree.ActivationMap;
import io.github.hdecomp.tree.Evidence;
import io.github.hdecomp.tree.EvidenceNode;
import io.github.hdecomp.tree.EvidenceTree;
import io.github.hdecomp.tree.MergedChannel;
import io.github.hdecomp.tree.Options;
import io.github.hdecomp.tree.Provenance;
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
    private final List<Map<Decision, Split>> splits = new ArrayList<>();
    private final List<Map<Decision, List<EvidenceNode>>> grown = new ArrayList<>();

    /** A decomposed decision and the channels that become its children, each with those merged into it. */
    private record Split(Decomposition decomposition, List<Group> chosen) {}

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
            Map<Decision, Split> level = new HashMap<>();
            LinkedHashSet<Decision> next = new LinkedHashSet<>();
            for (Decomposition decomposition : exploration.decompose(frontier, tap)) {
                Split split = new Split(decomposition, chosen(decomposition));
                level.put(decomposition.decision(), split);
                split.chosen().forEach(group -> next.add(decomposition.peak(group.keeper())));
            }
            splits.add(level);
            grown.add(new HashMap<>());
            frontier = List.copyOf(next);
        }
        EvidenceNode root = node(decision, exploration.tape().value(decision), Optional.empty(), 0);
        return new EvidenceTree(provenance(), exploration.prediction().top(5), root);
    }

    private List<Group> chosen(Decomposition decomposition) {
        List<Group> groups = options.overlap()
                .map(overlap -> overlap.groups(decomposition))
                .orElseGet(() -> decomposition.activated().stream()
                        .map(channel -> new Group(channel, List.of()))
                        .toList());
        return groups.stream()
                .filter(group -> decomposition.share(group.keeper()) >= options.minimumShare())
                .limit(options.children())
                .toList();
    }

    private EvidenceNode node(Decision decision, float value, Optional<Evidence> evidence, int level) {
        Split split = level < splits.size() ? splits.get(level).get(decision) : null;
        if (split == null) {
            return new EvidenceNode(decision, value, evidence, Optional.empty(), List.of(), new Remainder(0, 0, value));
        }
        Decomposition decomposition = split.decomposition();
        List<EvidenceNode> children = children(decision, split, level);
        return new EvidenceNode(
                decision,
                value,
                evidence,
                Optional.of(decomposition.tap()),
                children,
                remainder(decomposition, children));
    }

    /** What several parents arrive at has the same children below each of them. */
    private List<EvidenceNode> children(Decision decision, Split split, int level) {
        List<EvidenceNode> known = grown.get(level).get(decision);
        if (known != null) {
            return known;
        }
        Decomposition decomposition = split.decomposition();
        List<EvidenceNode> children = new ArrayList<>();
        for (Group group : split.chosen()) {
            NeuronDecision peak = decomposition.peak(group.keeper());
            float feature = exploration.tape().value(peak);
            children.add(node(peak, feature, Optional.of(evidence(decomposition, group)), level + 1));
        }
        grown.get(level).put(decision, children);
        return children;
    }

    private Evidence evidence(Decomposition decomposition, Group group) {
        int channel = group.keeper();
        NeuronDecision peak = decomposition.peak(channel);
        List<MergedChannel> merged = group.merged().stream()
                .map(other -> new MergedChannel(other, decomposition.contribution(other)))
                .toList();
        return new Evidence(
                decomposition.contribution(channel),
                decomposition.share(channel),
                decomposition.peakValue(channel),
                model.receptiveField(peak, Tap.INPUT),
                new ActivationMap(
                        decomposition.layer().height(),
                        decomposition.layer().width(),
                        decomposition.region(),
                        decomposition.map(channel)),
                merged);
    }

    private static Remainder remainder(Decomposition decomposition, List<EvidenceNode> children) {
        double shown = children.stream()
                .mapToDouble(
                        child -> child.evidence().map(Evidence::contribution).orElse(0.0))
                .sum();
        int cells = decomposition.cells();
        double negative = decomposition.totalContribution() - decomposition.positiveContribution();
        return new Remainder(
                cells * (decomposition.positiveContribution() - shown), cells * negative, decomposition.unexplained());
    }

    private Provenance provenance() {
        return new Provenance(
                model.spec().name(),
                model.weightsSha256(),
                exploration.inputSha256(),
                exploration.preprocessing(),
                options,
                model.backend(),
                Version.current());
    }
}
