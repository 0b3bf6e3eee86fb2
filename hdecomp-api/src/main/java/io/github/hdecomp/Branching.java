package io.github.hdecomp;

import io.github.hdecomp.attribution.Decomposition;
import io.github.hdecomp.attribution.OverlapSuppression.Group;
import io.github.hdecomp.model.NeuronDecision;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.tree.ActivationMap;
import io.github.hdecomp.tree.Evidence;
import io.github.hdecomp.tree.EvidenceNode;
import io.github.hdecomp.tree.MergedChannel;
import io.github.hdecomp.tree.Remainder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes nodes of one decision and the channels of one layer that were chosen for it. */
final class Branching {
    private Branching() {}

    /** The decision with a leaf for each group, and what those do not show. */
    static EvidenceNode of(Exploration exploration, Decomposition decomposition, List<Group> groups) {
        List<EvidenceNode> children = new ArrayList<>(groups.size());
        double shown = 0;
        for (Group group : groups) {
            NeuronDecision peak = decomposition.peak(group.keeper());
            float feature = exploration.tape().value(peak);
            Evidence evidence = evidence(exploration, decomposition, group);
            children.add(leaf(peak, feature, evidence));
            shown += evidence.contribution();
        }
        return new EvidenceNode(
                decomposition.decision(),
                decomposition.value(),
                Optional.empty(),
                Optional.of(decomposition.tap()),
                children,
                remainder(decomposition, shown));
    }

    private static EvidenceNode leaf(NeuronDecision peak, float feature, Evidence evidence) {
        return new EvidenceNode(
                peak, feature, Optional.of(evidence), Optional.empty(), List.of(), new Remainder(0, 0, feature));
    }

    private static Evidence evidence(Exploration exploration, Decomposition decomposition, Group group) {
        int channel = group.keeper();
        List<MergedChannel> merged = group.merged().stream()
                .map(other -> new MergedChannel(other, decomposition.contribution(other)))
                .toList();
        return new Evidence(
                decomposition.contribution(channel),
                decomposition.share(channel),
                decomposition.peakValue(channel),
                exploration.model().receptiveField(decomposition.peak(channel), Tap.INPUT),
                new ActivationMap(
                        decomposition.layer().height(),
                        decomposition.layer().width(),
                        decomposition.region(),
                        decomposition.map(channel)),
                merged);
    }

    private static Remainder remainder(Decomposition decomposition, double shown) {
        int cells = decomposition.cells();
        double negative = decomposition.totalContribution() - decomposition.positiveContribution();
        return new Remainder(
                cells * (decomposition.positiveContribution() - shown), cells * negative, decomposition.unexplained());
    }
}
