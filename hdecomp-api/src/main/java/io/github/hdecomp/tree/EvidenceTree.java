package io.github.hdecomp.tree;

import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.Prediction;
import io.github.hdecomp.model.WeightedSum;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The hierarchical decomposition of one decision of a network (Cheng et al., Section 3): below every decision the channels
 * of the next lower stage that contribute most to it, each of them a decision in turn.
 *
 * @param provenance what the tree was made of
 * @param prediction the most probable classes, best first
 * @param root the decision that was explained
 */
public record EvidenceTree(Provenance provenance, List<Prediction.Candidate> prediction, EvidenceNode root) {

    /**
     * Keeps a copy of the list.
     *
     * @param provenance see above
     * @param prediction see above
     * @param root see above
     */
    public EvidenceTree {
        prediction = List.copyOf(prediction);
    }

    /**
     * The name of a class, as far as the prediction tells it.
     *
     * @param decision any decision
     * @return the label, empty if it is no class, not among the most probable ones, or has no known name; of a weighted sum
     *     the formula with labels, empty if a term has none
     */
    public Optional<String> label(Decision decision) {
        if (decision instanceof WeightedSum sum) {
            boolean all =
                    sum.terms().stream().allMatch(term -> label(term.decision()).isPresent());
            return all ? Optional.of(sum.formula(term -> label(term).orElseThrow())) : Optional.empty();
        }
        return prediction.stream()
                .filter(candidate -> decision.equals(new ClassDecision(candidate.classId())))
                .map(Prediction.Candidate::label)
                .filter(label -> !label.isEmpty())
                .findFirst();
    }

    /**
     * All nodes, each before its children.
     *
     * @return the root first
     */
    public Stream<EvidenceNode> nodes() {
        return root.nodes();
    }
}
