package io.github.hdecomp.attribution;

import io.github.hdecomp.map.OtsuThreshold;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Tape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Ada-SISE (Sudhakar et al. 2021, arXiv 2102.07799): {@link Sise} with fewer masks. Of each layer's positive mean derivatives,
 * relative to the largest, those above their own Otsu threshold are kept; where there is no such threshold, all. What else
 * the paper does is not known here; the rest is SISE's.
 *
 * @param taps the layers, in any order; the model's stages if empty, as by default
 * @param score what is differentiated and read of masked pictures; the probability by default
 * @param fusion how layers are fused; by hard Otsu masks by default
 */
public record AdaSise(List<Tap> taps, Score score, MaskFusion fusion) implements Saliency {

    /**
     * Keeps a copy of the list.
     *
     * @param taps see above
     * @param score see above
     * @param fusion see above
     */
    public AdaSise {
        taps = List.copyOf(taps);
    }

    /**
     * All stages, hard masks.
     *
     * @return the defaults
     */
    public static AdaSise defaults() {
        return new AdaSise(List.of(), Score.PROBABILITY, MaskFusion.HARD);
    }

    @Override
    public String name() {
        return "ada-sise";
    }

    @Override
    public Attribution explain(Tape tape, Decision target) {
        SemanticSampling sampling = new SemanticSampling(name(), tape, target, taps, score);
        return sampling.explain(sampling.select(AdaSise::kept), fusion);
    }

    /**
     * The channels that become masks.
     *
     * @param tape a recorded pass
     * @param target what is explained
     * @return one selection per layer, the lowest first
     */
    public List<MaskSelection> selection(Tape tape, Decision target) {
        return new SemanticSampling(name(), tape, target, taps, score).select(AdaSise::kept);
    }

    private static List<Integer> kept(double... meanGradients) {
        List<Integer> positive = IntStream.range(0, meanGradients.length)
                .filter(k -> meanGradients[k] > 0)
                .boxed()
                .toList();
        double largest =
                positive.stream().mapToDouble(k -> meanGradients[k]).max().orElse(0);
        float[] relative = new float[positive.size()];
        for (int i = 0; i < relative.length; i++) {
            relative[i] = (float) (meanGradients[positive.get(i)] / largest);
        }
        double threshold = OtsuThreshold.of(relative).value();
        List<Integer> kept = new ArrayList<>();
        for (int i = 0; i < relative.length; i++) {
            if (relative[i] >= threshold) {
                kept.add(positive.get(i));
            }
        }
        return kept;
    }
}
