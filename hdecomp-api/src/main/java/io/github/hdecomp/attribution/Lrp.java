package io.github.hdecomp.attribution;

import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.Relevance;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Tape;
import io.github.hdecomp.relevance.RelevanceRules;
import io.github.hdecomp.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Layer-wise relevance propagation: the relevance of the picture's values, or of a layer's, for a decision, handed down layer by
 * layer in proportion to what each value contributes as the layers' rules see it. Bach et al., "On Pixel-Wise Explanations for
 * Non-Linear Classifier Decisions by Layer-Wise Relevance Propagation" (PLoS ONE 10(7), 2015).
 *
 * <p>The error is what conservation misses: the sum of the values less what the decision started with. Biases, stabilizers and
 * denominators of zero keep it from being zero; by z⁺ and zB, which have no biases, it is rounding. At a layer that relevance can
 * bypass it says nothing.
 *
 * <p>LRP may be subject to patents in some countries; check before commercial use.
 *
 * @param rules which layer hands relevance down by which rule; {@code epsilon-plus} by default
 * @param start what the decision starts with; its value by default
 * @param tap where relevance is read, at or below the decision; the picture by default
 */
public record Lrp(RelevanceRules rules, RelevanceStart start, Tap tap) implements JointSaliency {

    /**
     * z⁺ for convolutions, ε for fully connected layers, from the decision's value to the picture.
     *
     * @return the defaults
     */
    public static Lrp defaults() {
        return new Lrp(RelevanceRules.epsilonPlus(), RelevanceStart.SCORE, Tap.INPUT);
    }

    /**
     * By other rules, from the decision's value to the picture.
     *
     * @param rules which layer hands relevance down by which rule
     * @return the method
     */
    public static Lrp by(RelevanceRules rules) {
        return new Lrp(rules, RelevanceStart.SCORE, Tap.INPUT);
    }

    @Override
    public String name() {
        return "lrp";
    }

    @Override
    public List<Attribution> explain(Tape tape, List<? extends Decision> targets) {
        List<Relevance> starts = new ArrayList<>();
        for (Decision target : targets) {
            starts.add(Starts.of(tape, target, value -> start == RelevanceStart.ONE ? 1 : value));
        }
        List<Relevance> found = tape.relevance(starts, rules, List.of(tap));
        List<Attribution> attributions = new ArrayList<>();
        for (int i = 0; i < starts.size(); i++) {
            attributions.add(attribution(targets.get(i), starts.get(i), found.get(i)));
        }
        return attributions;
    }

    private Attribution attribution(Decision target, Relevance began, Relevance found) {
        Tensor values = found.at(tap);
        return new Attribution(
                name(),
                target,
                tap,
                Attribution.Kind.CELLS,
                values,
                new Cost(rules.forwards(), rules.backwards()),
                OptionalDouble.of(found.total() - began.total()),
                remark(began, found));
    }

    private static Optional<String> remark(Relevance began, Relevance found) {
        if (!found.isZero()) {
            return Optional.empty();
        }
        return Optional.of(
                began.isZero()
                        ? "all values are zero: the decision's value is zero, and so is the relevance that it starts with"
                        : "all values are zero: every way down ends at a denominator of zero");
    }
}
