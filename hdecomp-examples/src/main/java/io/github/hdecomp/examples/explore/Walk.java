package io.github.hdecomp.examples.explore;

import io.github.hdecomp.Exploration;
import io.github.hdecomp.attribution.Decomposition;
import io.github.hdecomp.attribution.OverlapSuppression;
import io.github.hdecomp.examples.explore.WalkRequest.Expansion;
import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.NeuronDecision;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.tree.EvidenceNode;
import io.github.hdecomp.tree.EvidenceTree;
import io.github.hdecomp.tree.Options;
import io.github.hdecomp.tree.Remainder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Grows the tree of a {@link WalkRequest}, level by level, a few decisions at a time. */
final class Walk {
    /** How many decisions run as one batch; a batch is also what cannot be cancelled. */
    private static final int BATCH = 16;

    private final Session session;
    private final WalkRequest request;
    private final int mostNodes;
    private final Ladder ladder;
    private final Options options;
    private final Set<Tap> taps = new LinkedHashSet<>();
    private int done;
    private int nodes = 1;

    /** A decision that is to be decomposed, and how. */
    private record Step(Twig twig, Expansion expansion) {}

    Walk(Session session, WalkRequest request, int mostNodes) {
        this.session = session;
        this.request = request;
        this.mostNodes = mostNodes;
        this.ladder = new Ladder(session.model());
        Options plain = request.children() == null
                ? Options.defaults()
                : Options.defaults().withChildren(request.children());
        this.options = Boolean.TRUE.equals(request.merge()) ? plain.withOverlap(OverlapSuppression.defaults()) : plain;
    }

    EvidenceTree grow(Progress progress) throws Progress.Cancelled {
        Twig root = session.with(this::root);
        List<Twig> level = List.of(root);
        for (int depth = 0; !level.isEmpty(); depth++) {
            List<Twig> next = new ArrayList<>();
            Map<Tap, List<Step>> steps = steps(level, depth);
            int total = done + steps.values().stream().mapToInt(List::size).sum();
            for (Map.Entry<Tap, List<Step>> sameTap : steps.entrySet()) {
                List<Step> all = sameTap.getValue();
                for (int from = 0; from < all.size(); from += BATCH) {
                    List<Step> batch = all.subList(from, Math.min(from + BATCH, all.size()));
                    session.with(exploration -> next.addAll(decompose(exploration, batch, sameTap.getKey())));
                    progress.at(done, total);
                }
            }
            level = next;
        }
        int levels = Math.max(1, root.node().depth());
        return session.with(exploration -> new EvidenceTree(
                exploration.provenance(options.withTaps(List.copyOf(taps)).withDepth(levels)),
                exploration.prediction().top(5),
                root.node()));
    }

    private Twig root(Exploration exploration) {
        Decision decision = request.root() == null
                ? new ClassDecision(exploration.prediction().classId())
                : DecisionText.parse(request.root());
        float value = exploration.tape().value(decision);
        return new Twig(
                "",
                new EvidenceNode(
                        decision, value, Optional.empty(), Optional.empty(), List.of(), new Remainder(0, 0, value)));
    }

    /** What of a level is decomposed, by the layer that it is decomposed into. */
    private Map<Tap, List<Step>> steps(List<Twig> level, int depth) {
        Map<Tap, List<Step>> steps = new LinkedHashMap<>();
        for (Twig twig : level) {
            Expansion expansion = request.at(twig.path(), depth);
            if (expansion != null) {
                tap(twig, expansion)
                        .ifPresent(tap -> steps.computeIfAbsent(tap, key -> new ArrayList<>())
                                .add(new Step(twig, expansion)));
            }
        }
        return steps;
    }

    private Optional<Tap> tap(Twig twig, Expansion expansion) {
        if (expansion.tap() != null) {
            return Optional.of(Tap.of(expansion.tap()));
        }
        Decision decision = twig.leaf().decision();
        Optional<Tap> next = ladder.below(decision);
        if (next.isEmpty() && !expansion.equals(Expansion.NEXT_STAGE)) {
            throw Refusal.badRequest("No stage of the network lies below " + decision
                    + "; name the layer to decompose it into, or 'input' for the picture.");
        }
        return next;
    }

    private List<Twig> decompose(Exploration exploration, List<Step> batch, Tap tap) {
        List<Decision> decisions =
                batch.stream().map(step -> step.twig().leaf().decision()).toList();
        checkBelow(decisions, tap);
        taps.add(tap);
        List<Decomposition> decompositions = exploration.decompose(decisions, tap);
        List<Twig> grown = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            List<OverlapSuppression.Group> groups =
                    Choice.of(decompositions.get(i), options, batch.get(i).expansion());
            nodes += groups.size();
            if (nodes > mostNodes) {
                throw Refusal.badRequest("The tree would have more than " + mostNodes
                        + " nodes; ask for fewer children or fewer levels.");
            }
            grown.addAll(batch.get(i).twig().grow(exploration.branch(decompositions.get(i), groups)));
            done++;
        }
        return grown;
    }

    /** Scores decomposed into scores are no evidence. */
    private void checkBelow(List<Decision> decisions, Tap tap) {
        String layer = session.model().spec().resolve(tap);
        boolean scores = layer.equals(session.model().spec().logits());
        if (scores && decisions.stream().anyMatch(decision -> !(decision instanceof NeuronDecision))) {
            throw Refusal.badRequest("The class is decided at " + tap + "; choose a layer below it.");
        }
    }
}
