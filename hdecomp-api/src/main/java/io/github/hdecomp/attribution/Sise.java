package io.github.hdecomp.attribution;

import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Tape;
import java.util.ArrayList;
import java.util.List;

/**
 * SISE (Sattarzadeh et al. 2021, arXiv 2010.00672): semantic input sampling. Of the last layer of every convolutional block
 * the channels with a positive mean derivative become masks; each votes for its places by the score of the masked picture
 * over the mask's area; the layers' maps, brought to 0 … 1, are fused from the lowest up, and each next one cuts off
 * what it does not support. With one layer the result is that layer's map.
 *
 * @param taps the layers, in any order; the model's stages if empty, as by default
 * @param threshold channels whose mean derivative exceeds this part of the layer's largest one are kept; 0 by default; at
 *     least -∞, which keeps all
 * @param score what is differentiated and read of masked pictures; the probability by default
 * @param fusion how layers are fused; by hard Otsu masks by default
 */
public record Sise(List<Tap> taps, double threshold, Score score, MaskFusion fusion) implements Saliency {

    /**
     * Checks the threshold and keeps a copy of the list.
     *
     * @param taps see above
     * @param threshold see above
     * @param score see above
     * @param fusion see above
     */
    public Sise {
        taps = List.copyOf(taps);
        if (!(threshold < 1)) {
            throw new IllegalArgumentException("sise: threshold " + threshold + " must be less than 1");
        }
    }

    /**
     * All stages, all channels with a positive derivative, hard masks.
     *
     * @return the defaults
     */
    public static Sise defaults() {
        return new Sise(List.of(), 0, Score.PROBABILITY, MaskFusion.HARD);
    }

    @Override
    public String name() {
        return "sise";
    }

    @Override
    public Attribution explain(Tape tape, Decision target) {
        SemanticSampling sampling = new SemanticSampling(name(), tape, target, taps, score);
        return sampling.explain(sampling.select(this::kept), fusion);
    }

    /**
     * The channels that become masks.
     *
     * @param tape a recorded pass
     * @param target what is explained
     * @return one selection per layer, the lowest first
     */
    public List<MaskSelection> selection(Tape tape, Decision target) {
        return new SemanticSampling(name(), tape, target, taps, score).select(this::kept);
    }

    private List<Integer> kept(double... meanGradients) {
        double largest = 0;
        for (double mean : meanGradients) {
            largest = Math.max(largest, mean);
        }
        boolean all = threshold == Double.NEGATIVE_INFINITY;
        List<Integer> kept = new ArrayList<>();
        for (int k = 0; k < meanGradients.length; k++) {
            if (all || (largest > 0 && meanGradients[k] > threshold * largest)) {
                kept.add(k);
            }
        }
        return kept;
    }
}
