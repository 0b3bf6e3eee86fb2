package io.github.hdecomp.attribution;

import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.Relevance;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Tape;
import io.github.hdecomp.relevance.RelevanceRules;
import java.util.List;

/**
 * Contrastive layer-wise relevance propagation, variant 2: the relevance of a class held against what it receives along the
 * weights that inhibit it: the same relevance through the first layer with weights by the opposed rule. Gu et al.,
 * "Understanding Individual Decisions of CNNs via Contrastive Backpropagation" (ACCV 2018, arXiv 1812.02100).
 *
 * <p>The class starts with |S_c|. The values are raw and signed; the authors show the positive ones, over the largest, of each
 * colour. Rules that tell no sign of weights, such as ε, are their own opposites: there all values are zero.
 *
 * <p>LRP may be subject to patents in some countries; check before commercial use.
 *
 * @param rules which layer hands relevance down by which rule; {@code clrp-vgg} by default
 * @param contrast how both are held against each other; by default by shares, as in the authors' code
 * @param positive whether negative values are set to zero, as in the paper's formula; false by default
 */
public record Clrp2(RelevanceRules rules, Contrast contrast, boolean positive) implements Saliency {

    /**
     * What the authors' code does, before it clips.
     *
     * @return the defaults
     */
    public static Clrp2 defaults() {
        return new Clrp2(RelevanceRules.clrpVgg(), Contrast.SHARES, false);
    }

    @Override
    public String name() {
        return "clrp2";
    }

    @Override
    public Attribution explain(Tape tape, Decision target) {
        List<Relevance> start = List.of(Starts.of(tape, target, Math::abs));
        List<Tap> picture = List.of(Tap.INPUT);
        Relevance signal = tape.relevance(start, rules, picture).get(0);
        Relevance dual = tape.relevance(start, rules.opposed(), picture).get(0);
        Cost cost = new Cost(2 * rules.forwards(), 2 * rules.backwards());
        return new ContrastiveRelevance(name(), contrast, positive, cost).of(target, signal, dual);
    }
}
