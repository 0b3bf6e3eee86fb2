package io.github.hdecomp.attribution;

import io.github.hdecomp.map.Normalization;
import io.github.hdecomp.map.Upsampling;
import io.github.hdecomp.model.BackwardRule;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.Gradient;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Tape;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What SISE and Ada-SISE share: feature maps of several layers as masks of the picture, a map of votes for each layer, and
 * their fusion from the lowest layer up.
 */
final class SemanticSampling {
    private static final double EPSILON = 1e-6;

    private final String method;
    private final Tape tape;
    private final Decision target;
    private final Score score;
    private final List<Tap> layers;

    /** Which channels of a layer become masks, by their mean derivatives. */
    @FunctionalInterface
    interface Selection {
        List<Integer> of(double... meanGradients);
    }

    SemanticSampling(String method, Tape tape, Decision target, List<Tap> taps, Score score) {
        this.method = method;
        this.tape = tape;
        this.target = target;
        this.score = score;
        this.layers = ascending(tape.model(), Layers.stages(tape.model(), method, taps));
    }

    private static List<Tap> ascending(Model model, List<Tap> taps) {
        Set<String> names = new LinkedHashSet<>();
        taps.forEach(tap -> names.add(model.spec().resolve(tap)));
        List<Tap> ordered = new ArrayList<>();
        model.layers().stream()
                .filter(layer -> names.contains(layer.name()))
                .forEach(layer -> taps.stream()
                        .filter(tap -> model.spec().resolve(tap).equals(layer.name()))
                        .findFirst()
                        .ifPresent(ordered::add));
        return ordered;
    }

    /** The channels of every layer that become masks; those that are the same everywhere are no masks. */
    List<MaskSelection> select(Selection selection) {
        Decision differentiable = TargetScores.differentiable(tape, target, score);
        List<MaskSelection> selected = new ArrayList<>();
        for (Tap tap : layers) {
            Shape shape = tape.model().layer(tap).output();
            Gradient gradient = tape.gradients(List.of(differentiable), tap, BackwardRule.GRADIENT)
                    .get(0);
            List<Integer> channels = new ArrayList<>(selection.of(Planes.means(gradient, shape)));
            channels.retainAll(new LinkedHashSet<>(ChannelMasks.notFlat(tape.activation(tap))));
            selected.add(new MaskSelection(tap, channels, shape.channels()));
        }
        return selected;
    }

    Attribution explain(List<MaskSelection> selected, MaskFusion fusion) {
        Shape input = tape.model().spec().input();
        MaskedRuns runs = new MaskedRuns(tape, new TargetScores(tape, List.of(target), score));
        float[] fused = new float[0];
        List<String> flat = new ArrayList<>();
        int forwards = 0;
        for (MaskSelection layer : selected) {
            float[] map = votes(runs, layer, input);
            forwards += layer.channels().size();
            if (!Normalization.MIN_MAX.applyInPlace(map)) {
                flat.add(layer.tap().name());
            } else if (fused.length == 0) {
                fused = map;
            } else {
                fusion.fuse(fused, map);
            }
        }
        boolean none = fused.length == 0;
        Tensor values = Tensor.adopt(
                Shape.of(1, input.height(), input.width()), none ? new float[input.height() * input.width()] : fused);
        Optional<String> remark = none
                ? Optional.of("no mask of any layer tells one place from another: no channel speaks for the decision")
                : flat.isEmpty()
                        ? Optional.empty()
                        : Optional.of("left out, since no mask of theirs tells one place from another: "
                                + String.join(", ", flat));
        Cost cost = new Cost(forwards, selected.size());
        return new Findings(method, target, Tap.INPUT, cost).places(values, remark);
    }

    /** The masks of a layer added up, each with its score over its area. */
    private float[] votes(MaskedRuns runs, MaskSelection layer, Shape input) {
        MaskedRuns.Votes votes = new MaskedRuns.Votes(input.height() * input.width());
        Tensor features = tape.activation(layer.tap());
        ChannelMasks masks = new ChannelMasks(features, layer.channels(), input, Upsampling.BILINEAR, false, EPSILON);
        runs.run(layer.channels().size(), masks, (first, made, scores) -> {
            double[] weights = new double[scores.length];
            for (int i = 0; i < weights.length; i++) {
                double area = 0;
                for (float value : made[i]) {
                    area += value;
                }
                weights[i] = scores[i][0] / (area + EPSILON);
            }
            votes.add(made, weights);
        });
        return Planes.floats(votes.sums());
    }
}
