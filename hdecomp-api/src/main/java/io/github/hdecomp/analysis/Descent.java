package io.github.hdecomp.analysis;

import io.github.hdecomp.attribution.Decomposition;
import io.github.hdecomp.attribution.GradientActivationPropagation;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.NeuronDecision;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Tape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The way from one decision down the layers: on every level the strongest channels of each decision, at their peaks, are the
 * decisions of the next. A neuron that several decisions lead to is decomposed once.
 *
 * @param children how many channels of each decision are followed, at most
 * @param most how many decisions are decomposed on one level, at most: those with the largest score, which is the product of
 *     the shares on the best path to them
 * @param onePeak whether a channel that is reached at several peaks is followed only at the one with the largest score
 */
record Descent(int children, int most, boolean onePeak) {

    /**
     * One level.
     *
     * @param tap the layer that its decisions are decomposed into
     * @param decompositions those of its decisions, in the order in which they were reached
     * @param scores of each
     */
    record Level(Tap tap, List<Decomposition> decompositions, List<Double> scores) {

        /** The channels that are followed from any decision of the level, each once, ascending. */
        List<Integer> followed(int children) {
            return decompositions.stream()
                    .flatMap(decomposition -> decomposition.activated().stream().limit(children))
                    .distinct()
                    .sorted()
                    .toList();
        }
    }

    /** Goes down from a decision through some layers, the highest first. Ends where no channel is activated. */
    List<Level> from(Decision root, Tape tape, List<Tap> topDown) {
        List<Level> levels = new ArrayList<>();
        Map<Decision, Double> frontier = Map.of(root, 1.0);
        for (Tap tap : topDown) {
            if (frontier.isEmpty()) {
                break;
            }
            List<Decision> decisions = List.copyOf(frontier.keySet());
            List<Double> scores = List.copyOf(frontier.values());
            Level level = new Level(tap, GradientActivationPropagation.decompose(tape, decisions, tap), scores);
            levels.add(level);
            frontier = next(level);
        }
        return levels;
    }

    private Map<Decision, Double> next(Level level) {
        Map<NeuronDecision, Double> reached = new LinkedHashMap<>();
        for (int i = 0; i < level.decompositions().size(); i++) {
            Decomposition decomposition = level.decompositions().get(i);
            double score = level.scores().get(i);
            decomposition.activated().stream()
                    .limit(children)
                    .forEach(channel -> reached.merge(
                            decomposition.peak(channel), score * decomposition.share(channel), Math::max));
        }
        Map<Integer, Double> best = new HashMap<>();
        reached.forEach((neuron, score) -> best.merge(neuron.channel(), score, Math::max));
        Map<Decision, Double> next = new LinkedHashMap<>();
        reached.entrySet().stream()
                .filter(entry -> !onePeak
                        || entry.getValue().equals(best.get(entry.getKey().channel())))
                .sorted(Comparator.comparingDouble(entry -> -entry.getValue()))
                .limit(most)
                .forEach(entry -> next.put(entry.getKey(), entry.getValue()));
        return next;
    }
}
