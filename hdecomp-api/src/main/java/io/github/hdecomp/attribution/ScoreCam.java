package io.github.hdecomp.attribution;

import io.github.hdecomp.map.Upsampling;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Tape;
import io.github.hdecomp.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Score-CAM (Wang et al. 2020, arXiv 1910.01279): M = relu(Σ_k w_k F_k), where w_k is what the network says of the picture when
 * it is masked with channel k, enlarged and brought to 0 … 1. No gradients. What a mask hides becomes zero after
 * preprocessing, the mean colour.
 *
 * @param tap the layer; the last stage by default
 * @param weighting how scores become weights; that of the authors' code by default
 */
public record ScoreCam(Optional<Tap> tap, Weighting weighting) implements JointSaliency {

    /** The published ways to make weights of the scores of masked pictures. */
    public enum Weighting {
        /**
         * The authors' code: the softmax probability, or the value of a neuron. Channels that are the same everywhere are
         * skipped.
         */
        PROBABILITY,
        /**
         * pytorch-grad-cam: the softmax over the channels of the values; masks are enlarged with aligned corners. A channel that
         * is the same everywhere masks all and keeps its share.
         */
        SOFTMAX,
        /**
         * torch-cam: the softmax over the channels of what the mask adds to the value of the unmasked picture; masks are
         * normalised before they are enlarged.
         */
        INCREASE
    }

    /**
     * The last stage, the authors' weights.
     *
     * @return the defaults
     */
    public static ScoreCam defaults() {
        return new ScoreCam(Optional.empty(), Weighting.PROBABILITY);
    }

    @Override
    public String name() {
        return "score-cam";
    }

    @Override
    public List<Attribution> explain(Tape tape, List<? extends Decision> targets) {
        Tap layer = Layers.last(tape.model(), name(), tap);
        Tensor features = tape.activation(layer);
        int all = features.shape().channels();
        List<Integer> channels = weighting == Weighting.PROBABILITY
                ? ChannelMasks.notFlat(features)
                : IntStream.range(0, all).boxed().toList();
        double[][] scores = scores(tape, targets, features, channels);
        List<Attribution> attributions = new ArrayList<>();
        for (int t = 0; t < targets.size(); t++) {
            double[] weights = new double[all];
            for (int i = 0; i < scores[t].length; i++) {
                weights[channels.get(i)] = scores[t][i];
            }
            Findings findings = new Findings(name(), targets.get(t), layer, new Cost(channels.size(), 0));
            attributions.add(findings.positivePlaces(Planes.weighted(features, weights)));
        }
        return attributions;
    }

    /** For each target the weight of each channel that becomes a mask. */
    private double[][] scores(Tape tape, List<? extends Decision> targets, Tensor features, List<Integer> channels) {
        Score read = weighting == Weighting.PROBABILITY ? Score.PROBABILITY : Score.VALUE;
        TargetScores scored = new TargetScores(tape, targets, read);
        double[][] weights = new double[targets.size()][channels.size()];
        ChannelMasks masks = new ChannelMasks(
                features,
                channels,
                tape.model().spec().input(),
                weighting == Weighting.SOFTMAX ? Upsampling.ALIGN_CORNERS : Upsampling.BILINEAR,
                weighting == Weighting.INCREASE,
                weighting == Weighting.PROBABILITY ? 0 : 1e-8);
        new MaskedRuns(tape, scored).run(channels.size(), masks, (first, made, scores) -> {
            for (int i = 0; i < scores.length; i++) {
                for (int t = 0; t < weights.length; t++) {
                    weights[t][first + i] = scores[i][t];
                }
            }
        });
        // What is subtracted of all alike, as for the increase, does not change a softmax.
        for (int t = 0; weighting != Weighting.PROBABILITY && t < weights.length; t++) {
            weights[t] = TargetScores.softmax(weights[t]);
        }
        return weights;
    }
}
