package io.github.hdecomp.relevance;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which layer of a network hands relevance down by which rule. Layers without weights have these:
 *
 * <ul>
 *   <li>activations (ReLU and the like), dropout, local response normalisation, and batch norms that are not folded: relevance
 *       passes as it is;
 *   <li>flatten, reshape, transpose, concatenation, padding: it goes to where the value came from;
 *   <li>max pooling: see {@link MaxPooling};
 *   <li>sums (residual adds) and averages: in proportion, R_i = x_i / (Σ x + stabilizer · sign(Σ x)) R;
 *   <li>products (gates): to the value that is gated, nothing to the gate, which is the factor that has one cell or comes
 *       from a sigmoid; half each where that does not tell.
 * </ul>
 *
 * @param name what this choice is called
 * @param picture for layers with weights that read the picture itself
 * @param convolution for other convolutions
 * @param dense for other fully connected layers
 * @param layers exceptions by the name of the layer, which a network must have, and with weights
 * @param maxPooling who receives the relevance of a maximum
 * @param foldsNorms whether a batch norm right behind a layer with weights becomes part of these weights; else relevance
 *     passes it as it is
 * @param stabilizer of sums and averages, 0 or more
 * @param opposes whether the layers with weights that relevance reaches first have the {@linkplain RelevanceRule#opposed
 *     opposed} rule
 */
public record RelevanceRules(
        String name,
        RelevanceRule picture,
        RelevanceRule convolution,
        RelevanceRule dense,
        Map<String, RelevanceRule> layers,
        MaxPooling maxPooling,
        boolean foldsNorms,
        double stabilizer,
        boolean opposes) {
    private static final List<String> PRESETS =
            List.of("epsilon-plus", "epsilon-alpha2-beta1", "epsilon-gamma-box", "clrp-vgg", "excitation");

    private static final double EPSILON = 1e-6;

    /**
     * Keeps a copy of the exceptions.
     *
     * @param name see above
     * @param picture see above
     * @param convolution see above
     * @param dense see above
     * @param layers see above
     * @param maxPooling see above
     * @param foldsNorms see above
     * @param stabilizer see above
     * @param opposes see above
     */
    public RelevanceRules {
        layers = Map.copyOf(layers);
        if (!(stabilizer >= 0) || Double.isInfinite(stabilizer)) {
            throw new IllegalArgumentException(
                    "relevance rules " + name + ": stabilizer " + stabilizer + ", expected 0 or more");
        }
    }

    /**
     * One rule for all layers with weights.
     *
     * @param rule the rule
     * @return the winner takes all of a maximum, batch norms are folded
     */
    public static RelevanceRules everywhere(RelevanceRule rule) {
        return byKind(rule.name(), rule, rule, rule, MaxPooling.WINNER);
    }

    private static RelevanceRules byKind(
            String name, RelevanceRule picture, RelevanceRule convolution, RelevanceRule dense, MaxPooling maxPooling) {
        return new RelevanceRules(
                name, picture, convolution, dense, Map.of(), maxPooling, true, RelevanceRule.TINY, false);
    }

    /**
     * z⁺ for convolutions and ε of 1e-6 for fully connected layers (Kohlbrenner et al. 2020, there with the positive biases).
     *
     * @return the rules
     */
    public static RelevanceRules epsilonPlus() {
        RelevanceRule zPlus = RelevanceRule.zPlus();
        return byKind("epsilon-plus", zPlus, zPlus, RelevanceRule.epsilon(EPSILON), MaxPooling.WINNER);
    }

    /**
     * α2β1 for convolutions and ε of 1e-6 for fully connected layers.
     *
     * @return the rules
     */
    public static RelevanceRules epsilonAlpha2Beta1() {
        RelevanceRule alphaBeta = RelevanceRule.alphaBeta(2, 1);
        return byKind("epsilon-alpha2-beta1", alphaBeta, alphaBeta, RelevanceRule.epsilon(EPSILON), MaxPooling.WINNER);
    }

    /**
     * zB for layers that read the picture, γ of 0.25 for other convolutions and ε of 1e-6 for fully connected layers.
     *
     * @return the rules
     */
    public static RelevanceRules epsilonGammaBox() {
        return byKind(
                "epsilon-gamma-box",
                RelevanceRule.zBox(),
                RelevanceRule.gamma(0.25),
                RelevanceRule.epsilon(EPSILON),
                MaxPooling.WINNER);
    }

    /**
     * The rules of Gu et al., "Understanding Individual Decisions of CNNs via Contrastive Backpropagation" (ACCV 2018, arXiv
     * 1812.02100), as their code has them: zB with the bounds -2.1179 and 2.64 for all channels, z⁺ elsewhere, no biases, and a
     * maximum shared equally by the cells that reach it.
     *
     * @return the rules
     */
    public static RelevanceRules clrpVgg() {
        RelevanceRule zPlus = RelevanceRule.zPlus();
        return byKind("clrp-vgg", RelevanceRule.zBox(-2.1179, 2.64), zPlus, zPlus, MaxPooling.EQUAL);
    }

    /**
     * The rules of excitation backpropagation (Zhang et al. 2016, arXiv 1608.00507): z⁺ without folding batch norms, stabilized by
     * 1e-20 only.
     *
     * @return the rules
     */
    public static RelevanceRules excitation() {
        double smallest = 1e-20;
        RelevanceRule zPlus = RelevanceRule.zPlus().withStabilizer(smallest);
        return new RelevanceRules(
                "excitation", zPlus, zPlus, zPlus, Map.of(), MaxPooling.WINNER, false, smallest, false);
    }

    /**
     * The rules of a name: a preset, or a {@linkplain RelevanceRule#of rule} for all layers with weights.
     *
     * @param text one of {@link #presets}, or such as {@code epsilon(0.25)}
     * @return the rules
     * @throws IllegalArgumentException if there are none
     */
    public static RelevanceRules of(String text) {
        return switch (text) {
            case "epsilon-plus" -> epsilonPlus();
            case "epsilon-alpha2-beta1" -> epsilonAlpha2Beta1();
            case "epsilon-gamma-box" -> epsilonGammaBox();
            case "clrp-vgg" -> clrpVgg();
            case "excitation" -> excitation();
            default -> {
                try {
                    yield everywhere(RelevanceRule.of(text));
                } catch (IllegalArgumentException none) {
                    throw new IllegalArgumentException(
                            none.getMessage() + "; or rules by kind of layer, one of " + String.join(", ", PRESETS),
                            none);
                }
            }
        };
    }

    /**
     * The names of the presets.
     *
     * @return epsilon-plus, epsilon-alpha2-beta1, epsilon-gamma-box, clrp-vgg, excitation
     */
    public static List<String> presets() {
        return PRESETS;
    }

    /**
     * These rules with an exception.
     *
     * @param layer the name of a layer with weights
     * @param rule its rule
     * @return the rules
     */
    public RelevanceRules withLayer(String layer, RelevanceRule rule) {
        Map<String, RelevanceRule> more = new HashMap<>(layers);
        more.put(layer, rule);
        return new RelevanceRules(name, picture, convolution, dense, more, maxPooling, foldsNorms, stabilizer, opposes);
    }

    /**
     * These rules with another one for layers that read the picture.
     *
     * @param rule the rule
     * @return the rules
     */
    public RelevanceRules withPicture(RelevanceRule rule) {
        return new RelevanceRules(name, rule, convolution, dense, layers, maxPooling, foldsNorms, stabilizer, opposes);
    }

    /**
     * These rules with other receivers of the relevance of maxima.
     *
     * @param receivers who receives it
     * @return the rules
     */
    public RelevanceRules withMaxPooling(MaxPooling receivers) {
        return new RelevanceRules(
                name, picture, convolution, dense, layers, receivers, foldsNorms, stabilizer, opposes);
    }

    /**
     * These rules with another stabilizer of sums and averages.
     *
     * @param other 0 or more
     * @return the rules
     */
    public RelevanceRules withStabilizer(double other) {
        return new RelevanceRules(name, picture, convolution, dense, layers, maxPooling, foldsNorms, other, opposes);
    }

    /**
     * These rules where the layers with weights that relevance reaches first have the opposed rule: what speaks against a
     * decision.
     *
     * @return the rules
     */
    public RelevanceRules opposed() {
        return new RelevanceRules(
                name, picture, convolution, dense, layers, maxPooling, foldsNorms, stabilizer, !opposes);
    }

    /**
     * How many forward passes they take beyond the recorded one, as far as convolutions are most of the work.
     *
     * @return 0 for rules whose denominators are recorded
     */
    public int forwards() {
        return convolution.forwards();
    }

    /**
     * How many pull-backs of the whole network they take, as far as convolutions are most of the work.
     *
     * @return 1 or more
     */
    public int backwards() {
        return convolution.backwards();
    }

    /** The name. */
    @Override
    public String toString() {
        return name;
    }
}
