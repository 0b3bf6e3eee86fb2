package io.github.hdecomp.relevance;

import io.github.hdecomp.relevance.InputPart.Plain;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * How a layer y = W a + b hands the relevance R of its outputs down to its inputs, as a sum of terms:
 *
 * <pre>
 *   z   = Σ over products of coefficient · w(W) f(a)  +  bias
 *   R_a = Σ over terms of share · Σ over products of coefficient · f(a) ⊙ w(W)ᵀ (R / stab(z))
 *   stab(z) = z + stabilizer · sign(z); where z = 0, nothing is handed down
 * </pre>
 *
 * with functions f of the inputs and w of the weights. Bach et al. 2015 (PLoS ONE 10(7)); Montavon et al. 2017 (Pattern
 * Recognition 65) for {@link #wSquare()} and {@link #zBox()}; Montavon et al. 2019 (LRP: an overview) for {@link #gamma}. Every
 * rule is a few of these numbers, so that a new one is a new declaration.
 *
 * @param name what the rule is called
 * @param terms see above
 * @param stabilizer what keeps small denominators away from zero, 0 or more
 */
public record RelevanceRule(String name, List<Term> terms, double stabilizer) {
    /** The stabilizer of rules that are not about it. */
    public static final double TINY = 1e-9;

    private static final Product PLAIN = new Product(1, Plain.ALL, WeightPart.ALL);

    /**
     * Keeps a copy of the terms.
     *
     * @param name see above
     * @param terms see above
     * @param stabilizer see above
     */
    public RelevanceRule {
        terms = List.copyOf(terms);
        if (!(stabilizer >= 0) || Double.isInfinite(stabilizer)) {
            throw new IllegalArgumentException(
                    "relevance rule " + name + ": stabilizer " + stabilizer + ", expected 0 or more");
        }
    }

    /**
     * Products that share a denominator.
     *
     * @param share of the relevance that the term hands down; the shares of a conserving rule add up to 1
     * @param products what is handed down, and the denominator
     * @param bias what the denominator has besides
     */
    public record Term(double share, List<Product> products, Bias bias) {
        /**
         * Keeps a copy of the products.
         *
         * @param share see above
         * @param products see above
         * @param bias see above
         */
        public Term {
            products = List.copyOf(products);
        }
    }

    /**
     * coefficient · w(W) f(a).
     *
     * @param coefficient a factor
     * @param input f
     * @param weights w
     */
    public record Product(double coefficient, InputPart input, WeightPart weights) {}

    /**
     * positive · max(b, 0) + negative · min(b, 0).
     *
     * @param positive what positive biases are multiplied by
     * @param negative what negative ones are
     */
    public record Bias(double positive, double negative) {
        /** b: what it accounts for is handed to nobody. */
        public static final Bias KEEP = new Bias(1, 1);

        /** Nothing. */
        public static final Bias DROP = new Bias(0, 0);
    }

    /**
     * LRP-0: R_i = Σ_j a_i w_ij / z_j R_j with z_j = Σ_i a_i w_ij + b_j.
     *
     * @return the rule, stabilized by {@value #TINY}
     */
    public static RelevanceRule z() {
        return new RelevanceRule("z", List.of(new Term(1, List.of(PLAIN), Bias.KEEP)), TINY);
    }

    /**
     * LRP-ε: LRP-0 with the denominator z + ε · sign(z), which takes away from weak and contradictory evidence.
     *
     * @param epsilon such as 1e-6, or 0.25 to 1 against noise
     * @return the rule
     */
    public static RelevanceRule epsilon(double epsilon) {
        return new RelevanceRule("epsilon(" + epsilon + ")", z().terms(), epsilon);
    }

    /**
     * LRP-γ: weights w + γ w⁺, the bias likewise; for inputs of at least 0.
     *
     * @param gamma how much positive weights are favoured, such as 0.25
     * @return the rule
     */
    public static RelevanceRule gamma(double gamma) {
        Product favoured = new Product(gamma, Plain.ALL, WeightPart.POSITIVE);
        String name = "gamma(" + gamma + ")";
        return new RelevanceRule(name, List.of(new Term(1, List.of(PLAIN, favoured), new Bias(1 + gamma, 1))), TINY);
    }

    /**
     * The z⁺ rule: positive contributions alone and no bias, so that relevance of one sign is conserved. The positive term of
     * {@link #alphaBeta} without its bias: a⁺ w⁺ + a⁻ w⁻, which is a w⁺ for inputs of at least 0.
     *
     * @return the rule
     */
    public static RelevanceRule zPlus() {
        return new RelevanceRule("z-plus", List.of(positive(1, Bias.DROP)), TINY);
    }

    /**
     * LRP-αβ: α times the shares of the positive contributions a⁺ w⁺ + a⁻ w⁻ less β times those of the negative ones a⁺ w⁻ + a⁻
     * w⁺, each over the sum of its sign, the part of the bias that has it included.
     *
     * @param alpha 1 or more
     * @param beta α - 1
     * @return the rule
     * @throws IllegalArgumentException if α - β is not 1 or β is negative
     */
    public static RelevanceRule alphaBeta(double alpha, double beta) {
        if (Math.abs(alpha - beta - 1) > TINY || !(beta >= 0)) {
            throw new IllegalArgumentException("relevance rule alpha-beta: alpha " + alpha + " and beta " + beta
                    + ", expected alpha - beta = 1 and beta of at least 0");
        }
        Term excites = positive(alpha, new Bias(1, 0));
        Term inhibits = new Term(
                -beta,
                List.of(
                        new Product(1, Plain.POSITIVE, WeightPart.NEGATIVE),
                        new Product(1, Plain.NEGATIVE, WeightPart.POSITIVE)),
                new Bias(0, 1));
        String name = "alpha-beta(" + alpha + "," + beta + ")";
        return new RelevanceRule(name, beta == 0 ? List.of(excites) : List.of(excites, inhibits), TINY);
    }

    private static Term positive(double share, Bias bias) {
        return new Term(
                share,
                List.of(
                        new Product(1, Plain.POSITIVE, WeightPart.POSITIVE),
                        new Product(1, Plain.NEGATIVE, WeightPart.NEGATIVE)),
                bias);
    }

    /**
     * The w² rule: R_i = Σ_j w_ij² / Σ_i w_ij² R_j, whatever the inputs are; for layers that read the picture.
     *
     * @return the rule
     */
    public static RelevanceRule wSquare() {
        return alone("w-square", new Product(1, Plain.ONE, WeightPart.SQUARE));
    }

    /**
     * The flat rule: every cell of a window receives the same; for layers that read the picture.
     *
     * @return the rule
     */
    public static RelevanceRule flat() {
        return alone("flat", new Product(1, Plain.ONE, WeightPart.ONE));
    }

    /**
     * The zB rule for inputs from l to h: R_i = Σ_j (x_i w_ij - l_i w⁺_ij - h_i w⁻_ij) / (Σ_i …) R_j, no bias; l and h are what the
     * network's preprocessing makes of black and white. For layers that read the picture. It is computed as (x - l) w⁺ + (x -
     * h) w⁻, whose summands are all of one sign, so that nothing cancels.
     *
     * @return the rule
     */
    public static RelevanceRule zBox() {
        return box("z-box", Plain.LESS_DARKEST, Plain.LESS_BRIGHTEST);
    }

    /**
     * The zB rule with the same bounds for all channels.
     *
     * @param low l, at most every input
     * @param high h, at least every input
     * @return the rule
     * @throws IllegalArgumentException if low is not less than high
     */
    public static RelevanceRule zBox(double low, double high) {
        if (!(low < high)) {
            throw new IllegalArgumentException(
                    "relevance rule z-box: bounds " + low + " and " + high + ", expected the lower one first");
        }
        return box("z-box(" + low + "," + high + ")", new InputPart.Less(low), new InputPart.Less(high));
    }

    private static RelevanceRule box(String name, InputPart low, InputPart high) {
        return alone(name, new Product(1, low, WeightPart.POSITIVE), new Product(1, high, WeightPart.NEGATIVE));
    }

    private static RelevanceRule alone(String name, Product... products) {
        return new RelevanceRule(name, List.of(new Term(1, List.of(products), Bias.DROP)), TINY);
    }

    /**
     * The rule of a name, with its parameters in parentheses: {@code z}, {@code epsilon(0.25)}, {@code gamma(0.25)}, {@code z-plus},
     * {@code alpha-beta(2,1)}, {@code w-square}, {@code flat}, {@code z-box} or {@code z-box(-2.1,2.6)}.
     *
     * @param text name and parameters
     * @return the rule
     * @throws IllegalArgumentException if there is no such rule, or its parameters are out of range
     */
    public static RelevanceRule of(String text) {
        int open = text.indexOf('(');
        String name = (open < 0 ? text : text.substring(0, open)).strip();
        double[] numbers = open < 0 ? new double[0] : numbers(text, text.substring(open + 1));
        return switch (name + "/" + numbers.length) {
            case "z/0" -> z();
            case "epsilon/1" -> epsilon(numbers[0]);
            case "gamma/1" -> gamma(numbers[0]);
            case "z-plus/0" -> zPlus();
            case "alpha-beta/2" -> alphaBeta(numbers[0], numbers[1]);
            case "w-square/0" -> wSquare();
            case "flat/0" -> flat();
            case "z-box/0" -> zBox();
            case "z-box/2" -> zBox(numbers[0], numbers[1]);
            default ->
                throw new IllegalArgumentException("relevance rule: got " + text + ", expected one of z, epsilon(0.25),"
                        + " gamma(0.25), z-plus, alpha-beta(2,1), w-square, flat, z-box, z-box(-2.1,2.6)");
        };
    }

    private static double[] numbers(String text, String parameters) {
        try {
            String inside = parameters.strip();
            return Arrays.stream(inside.substring(0, inside.lastIndexOf(')')).split(","))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
        } catch (NumberFormatException | StringIndexOutOfBoundsException wrong) {
            throw new IllegalArgumentException(
                    "relevance rule: got " + text + ", expected numbers in parentheses, such as alpha-beta(2,1)",
                    wrong);
        }
    }

    /** How many products it computes upwards, for inputs of at least 0: none where denominators are recorded. */
    int forwards() {
        return (int) effective().filter(product -> !product.equals(PLAIN)).count();
    }

    /** How many products it computes downwards, for inputs of at least 0. */
    int backwards() {
        return (int) effective().count();
    }

    private Stream<Product> effective() {
        return terms.stream()
                .flatMap(term -> term.products().stream())
                .filter(product -> product.input() != Plain.NEGATIVE);
    }

    /**
     * This rule with another stabilizer.
     *
     * @param other 0 or more; 0 for none
     * @return the rule
     */
    public RelevanceRule withStabilizer(double other) {
        return new RelevanceRule(name, terms, other);
    }

    /**
     * This rule for the weights -W and the bias -b: relevance goes along what speaks against an output.
     *
     * @return the rule
     */
    public RelevanceRule opposed() {
        return new RelevanceRule(
                "opposed " + name, terms.stream().map(RelevanceRule::opposed).toList(), stabilizer);
    }

    private static Term opposed(Term term) {
        return new Term(
                term.share(),
                term.products().stream().map(RelevanceRule::opposed).toList(),
                new Bias(-term.bias().negative(), -term.bias().positive()));
    }

    private static Product opposed(Product product) {
        return switch (product.weights()) {
            case ALL -> new Product(-product.coefficient(), product.input(), WeightPart.ALL);
            case POSITIVE -> new Product(-product.coefficient(), product.input(), WeightPart.NEGATIVE);
            case NEGATIVE -> new Product(-product.coefficient(), product.input(), WeightPart.POSITIVE);
            case SQUARE, ONE -> product;
        };
    }
}
