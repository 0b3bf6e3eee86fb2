package io.github.hdecomp.attribution;

import io.github.hdecomp.model.BackwardRule;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.LayerInfo;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Tape;
import io.github.hdecomp.model.WeightedSum;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tree's own saliency (Cheng et al., Section 4.6 and Fig. 8): the decision is decomposed down all stages, and the
 * gradients of the neurons at the ends of the branches with respect to the picture are added up. They are one weighted sum,
 * so that one pull-back does for all.
 *
 * <p>The paper has one sentence on it. The default reads: leaves are the chosen neurons of the lowest stage, each counted
 * once per path that leads to it, three children per decision.
 *
 * @param children channels per decision, at least 1; 3 by default
 * @param taps the stages, in any order; those of the model if empty, as by default
 * @param weighting what each neuron weighs; once per path by default
 * @param allLevels whether the neurons of all levels are added up, not only the leaves; false by default
 */
public record GapSaliency(int children, List<Tap> taps, Weighting weighting, boolean allLevels) implements Saliency {

    /** What a neuron weighs that several paths from the decision may lead to. */
    public enum Weighting {
        /** The number of paths. */
        PATHS,
        /** One. */
        ONCE,
        /** The sum over the paths of the product of the channels' shares. */
        SHARES
    }

    /**
     * Checks the number of children.
     *
     * @param children see above
     * @param taps see above
     * @param weighting see above
     * @param allLevels see above
     */
    public GapSaliency {
        taps = List.copyOf(taps);
        if (children < 1) {
            throw new IllegalArgumentException("gap: children " + children + " must be at least 1");
        }
    }

    /**
     * The leaves of the tree with three children, once per path.
     *
     * @return the defaults
     */
    public static GapSaliency defaults() {
        return new GapSaliency(3, List.of(), Weighting.PATHS, false);
    }

    @Override
    public String name() {
        return "gap";
    }

    @Override
    public Attribution explain(Tape tape, Decision target) {
        Map<Decision, Double> level = Map.of(target, 1.0);
        List<WeightedSum.Term> terms = new ArrayList<>();
        int backwards = 0;
        for (Tap tap : topDown(tape.model())) {
            backwards += level.size();
            level = below(tape, level, tap);
            if (!allLevels) {
                terms.clear();
            }
            level.forEach((decision, weight) ->
                    terms.add(new WeightedSum.Term(weighting == Weighting.ONCE ? 1 : weight, decision)));
        }
        Findings findings = new Findings(name(), target, Tap.INPUT, new Cost(0, backwards + 1));
        if (terms.isEmpty()) {
            return findings.cells(
                    Baseline.ZERO.of(tape.model().spec()),
                    Optional.of("no channel of some stage speaks for the decisions above it: the tree has no leaves"));
        }
        WeightedSum leaves = new WeightedSum(terms);
        return findings.cells(Signals.at(tape, List.of(leaves), Tap.INPUT, BackwardRule.GRADIENT)
                .get(0));
    }

    private List<Tap> topDown(Model model) {
        List<Tap> stages = Layers.stages(model, name(), taps);
        List<Tap> ordered = new ArrayList<>();
        for (LayerInfo layer : model.layers()) {
            stages.stream()
                    .filter(stage -> model.spec().resolve(stage).equals(layer.name()))
                    .findFirst()
                    .ifPresent(stage -> ordered.add(0, stage));
        }
        return ordered;
    }

    /** The neurons that the decisions of a level are decomposed into, with what they weigh. */
    private Map<Decision, Double> below(Tape tape, Map<Decision, Double> level, Tap tap) {
        Map<Decision, Double> next = new LinkedHashMap<>();
        for (Decomposition decomposition :
                GradientActivationPropagation.decompose(tape, List.copyOf(level.keySet()), tap)) {
            double weight = level.getOrDefault(decomposition.decision(), 0.0);
            List<Integer> activated = decomposition.activated();
            for (int channel : activated.subList(0, Math.min(children, activated.size()))) {
                double factor = weighting == Weighting.SHARES ? decomposition.share(channel) : 1;
                next.merge(decomposition.peak(channel), weight * factor, Double::sum);
            }
        }
        return next;
    }
}
