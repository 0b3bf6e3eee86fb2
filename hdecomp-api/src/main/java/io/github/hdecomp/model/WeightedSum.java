package io.github.hdecomp.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A weighted sum of decisions, such as the contrast of two classes: what speaks for one rather than for the other. Its terms
 * may be classes and neurons of any layers. It is pulled back as one signal: where a {@link BackwardRule} is not linear, the
 * result is not the sum of the terms' results.
 *
 * @param terms at least one; sums among them are resolved into their own terms
 */
public record WeightedSum(List<Term> terms) implements Decision {
    private static final int NAMED = 4;

    /**
     * One summand.
     *
     * @param weight finite; negative for what speaks against
     * @param decision what is weighted
     */
    public record Term(double weight, Decision decision) {

        /**
         * Checks the weight.
         *
         * @param weight see above
         * @param decision see above
         */
        public Term {
            if (!Double.isFinite(weight)) {
                throw new IllegalArgumentException(
                        "weighted sum: the weight of " + decision + " is " + weight + ", expected a finite number");
            }
        }
    }

    /**
     * Resolves sums among the terms.
     *
     * @param terms see above
     */
    public WeightedSum {
        terms = resolved(terms);
        if (terms.isEmpty()) {
            throw new IllegalArgumentException("weighted sum: got no terms, expected at least one decision");
        }
    }

    private static List<Term> resolved(List<Term> terms) {
        List<Term> resolved = new ArrayList<>(terms.size());
        for (Term term : terms) {
            if (term.decision() instanceof WeightedSum sum) {
                sum.terms().forEach(inner -> resolved.add(new Term(term.weight() * inner.weight(), inner.decision())));
            } else {
                resolved.add(term);
            }
        }
        return List.copyOf(resolved);
    }

    /**
     * The contrast of two decisions, A - B.
     *
     * @param decision A, what is explained
     * @param against B, what it is compared with
     * @return the sum with weights 1 and -1
     */
    public static WeightedSum contrast(Decision decision, Decision against) {
        return new WeightedSum(List.of(new Term(1, decision), new Term(-1, against)));
    }

    /**
     * The plain sum of decisions.
     *
     * @param decisions at least one
     * @return the sum with all weights 1
     */
    public static WeightedSum of(List<? extends Decision> decisions) {
        return new WeightedSum(
                decisions.stream().map(decision -> new Term(1, decision)).toList());
    }

    /**
     * The sum as a formula.
     *
     * @param name how a term's decision is called
     * @return such as {@code cat - dog} or {@code 0.5 cat + 2 dog}; of many terms only the first
     */
    public String formula(Function<? super Decision, String> name) {
        StringBuilder formula = new StringBuilder();
        for (Term term : terms.subList(0, Math.min(terms.size(), NAMED))) {
            boolean minus = term.weight() < 0;
            if (formula.length() > 0) {
                formula.append(minus ? " - " : " + ");
            } else if (minus) {
                formula.append('-');
            }
            double factor = Math.abs(term.weight());
            if (factor != 1) {
                formula.append(factor == Math.rint(factor) && factor < 1e6 ? Long.toString((long) factor) : factor)
                        .append(' ');
            }
            formula.append(name.apply(term.decision()));
        }
        return terms.size() <= NAMED ? formula.toString() : formula + " + ... (" + terms.size() + " terms)";
    }

    @Override
    public String toString() {
        return formula(Decision::toString);
    }
}
