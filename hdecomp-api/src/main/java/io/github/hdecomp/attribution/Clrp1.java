package io.github.hdecomp.attribution;

import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.Relevance;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Tape;
import io.github.hdecomp.relevance.RelevanceRules;
import java.util.List;

/**
 * Contrastive layer-wise relevance propagation, variant 1: the relevance of a class held against that of all other classes. Gu et
 * al., "Understanding Individual Decisions of CNNs via Contrastive Backpropagation" (ACCV 2018, arXiv 1812.02100).
 *
 * <p>The class starts with |S_c|. The values are raw and signed; the authors show the positive ones, over the largest, of each
 * colour. For a neuron, the other channels of its cell take the place of the other classes; for a weighted sum, the classes that
 * it does not name.
 *
 * <p>LRP may be subject to patents in some countries; check before commercial use.
 *
 * @param rules which layer hands relevance down by which rule; {@code clrp-vgg} by default
 * @param rivals what the other classes start with; by default their own scores, as in the authors' code
 * @param contrast how both are held against each other; by default by shares, as in the authors' code
 * @param positive whether negative values are set to zero, as in the paper's formula; false by default
 */
public record Clrp1(RelevanceRules rules, Rivals rivals, Contrast contrast, boolean positive) implements Saliency {

    /**
     * What the authors' code does, before it clips.
     *
     * @return the defaults
     */
    public static Clrp1 defaults() {
        return new Clrp1(RelevanceRules.clrpVgg(), Rivals.SCORES, Contrast.SHARES, false);
    }

    @Override
    public String name() {
        return "clrp1";
    }

    @Override
    public Attribution explain(Tape tape, Decision target) {
        Relevance signal = Starts.of(tape, target, Math::abs);
        List<Relevance> found = tape.relevance(List.of(signal, dual(tape, target, signal)), rules, List.of(Tap.INPUT));
        Cost cost = new Cost(rules.forwards(), 2 * rules.backwards());
        return new ContrastiveRelevance(name(), contrast, positive, cost).of(target, found.get(0), found.get(1));
    }

    private Relevance dual(Tape tape, Decision target, Relevance signal) {
        if (rivals == Rivals.SCORES) {
            return Starts.ofRivals(tape, target, Math::abs);
        }
        double part = signal.total() / Math.max(1, Starts.rivals(tape, target));
        return Starts.ofRivals(tape, target, value -> part);
    }
}
