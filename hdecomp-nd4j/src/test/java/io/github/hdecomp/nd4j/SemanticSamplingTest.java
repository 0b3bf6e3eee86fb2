package io.github.hdecomp.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.github.hdecomp.attribution.AdaSise;
import io.github.hdecomp.attribution.Attribution;
import io.github.hdecomp.attribution.MaskFusion;
import io.github.hdecomp.attribution.MaskSelection;
import io.github.hdecomp.attribution.Score;
import io.github.hdecomp.attribution.Sise;
import io.github.hdecomp.map.OtsuThreshold;
import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.ModelOptions;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Tape;
import io.github.hdecomp.model.Weights;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Which channels SISE and Ada-SISE keep, by hand, and how they fuse layers. */
class SemanticSamplingTest {
    private static final int CHANNELS = 5;

    private static final ModelSpec SPEC = ModelSpec.builder("head", 1, 3, 3)
            .conv("conv", 1, CHANNELS, 1, 1, 0)
            .relu("relu")
            .globalAvgPool("average")
            .flatten("flat")
            .linear("fc", CHANNELS, 2)
            .stages("relu")
            .build();

    /** Derivatives of class 0 with respect to the channels of its features: its weights over nine places. */
    private static Weights weights(float... ofClass) {
        float[] both = new float[2 * CHANNELS];
        System.arraycopy(ofClass, 0, both, 0, CHANNELS);
        return Weights.of(Map.of(
                "conv.weight", Tensor.of(Shape.of(CHANNELS, 1, 1, 1), 1, 2, 3, 4, 5),
                "conv.bias", Tensor.of(Shape.of(CHANNELS), 0, 0, 0, 0, 0),
                "fc.weight", Tensor.of(Shape.of(2, CHANNELS), both),
                "fc.bias", Tensor.of(Shape.of(2), 0, 0)));
    }

    private static Tape record(Model model) {
        return model.record(Tensor.of(Shape.of(1, 3, 3), 1, 2, 3, 4, 5, 6, 7, 8, 9));
    }

    private static List<Integer> kept(List<MaskSelection> selection) {
        assertThat(selection).hasSize(1);
        assertThat(selection.get(0).of()).isEqualTo(CHANNELS);
        return selection.get(0).channels();
    }

    private static List<Integer> sise(double threshold, float... ofClass) {
        try (Model model = new Nd4jBackend().build(SPEC, weights(ofClass), ModelOptions.defaults());
                Tape tape = record(model)) {
            return kept(
                    new Sise(List.of(), threshold, Score.VALUE, MaskFusion.HARD).selection(tape, new ClassDecision(0)));
        }
    }

    private static List<Integer> adaSise(float... ofClass) {
        try (Model model = new Nd4jBackend().build(SPEC, weights(ofClass), ModelOptions.defaults());
                Tape tape = record(model)) {
            return kept(new AdaSise(List.of(), Score.VALUE, MaskFusion.HARD).selection(tape, new ClassDecision(0)));
        }
    }

    @Example
    void siseKeepsWhatExceedsAPartOfTheLargestDerivative() {
        assertThat(sise(0, 1, 0.9f, 0.1f, 0, -1)).containsExactly(0, 1, 2);
        assertThat(sise(0.5, 1, 0.9f, 0.1f, 0, -1)).containsExactly(0, 1);
        assertThat(sise(Double.NEGATIVE_INFINITY, 1, 0.9f, 0.1f, 0, -1)).containsExactly(0, 1, 2, 3, 4);
        assertThat(sise(0, -1, -2, 0, -1, -3)).isEmpty();
    }

    /** The positive ones 1, 0.9, 0.1 and 0.05 are cut between 0.1 and 0.9. */
    @Example
    void adaSiseKeepsWhatLiesAboveTheThreshold() {
        assertThat(adaSise(1, 0.9f, 0.1f, 0.05f, -1)).containsExactly(0, 1);
        assertThat(adaSise(-7, 0.2f, 2, -1, 0.3f)).containsExactly(2);
    }

    @Example
    void adaSiseKeepsAllPositiveOnes_whereNothingTellsThemApart() {
        assertThat(adaSise(0.5f, -1, 0.5f, 0.5f, 0)).containsExactly(0, 2, 3);
        assertThat(adaSise(-1, -2, 3, -1, 0)).containsExactly(2);
        assertThat(adaSise(-1, -2, 0, -1, -3)).isEmpty();
    }

    @Example
    void withoutMasksThereIsAReason() {
        try (Model model = new Nd4jBackend().build(SPEC, weights(-1, -2, 0, -1, -3), ModelOptions.defaults());
                Tape tape = record(model)) {
            for (Attribution found : List.of(
                    new Sise(List.of(), 0, Score.VALUE, MaskFusion.HARD).explain(tape, new ClassDecision(0)),
                    new AdaSise(List.of(), Score.VALUE, MaskFusion.HARD).explain(tape, new ClassDecision(0)))) {
                assertThat(found.values()).isEqualTo(Tensor.of(Shape.of(1, 3, 3), 0, 0, 0, 0, 0, 0, 0, 0, 0));
                assertThat(found.remark().orElse("")).contains("no channel speaks for the decision");
            }
        }
    }

    /** E = (E + V) where V reaches its threshold, 0 elsewhere, whatever the order in which layers are named. */
    @Property(tries = 20)
    void layersAreFusedFromTheLowestUp(@ForAll long seed) {
        ModelSpec spec = RandomNetworks.spec(seed, true);
        List<Tap> layers = spec.stages();
        List<Tap> named = new ArrayList<>(layers);
        Collections.reverse(named);
        ClassDecision decision = new ClassDecision(2);
        try (Model model = new Nd4jBackend()
                        .build(
                                spec,
                                Weights.random(spec, seed),
                                ModelOptions.defaults().withThreads(2));
                Tape tape = model.record(RandomNetworks.input(spec, seed))) {
            int area = spec.input().height() * spec.input().width();
            double[] fused = new double[area];
            boolean begun = false;
            for (Tap layer : layers) {
                Attribution alone = sampled(List.of(layer)).explain(tape, decision);
                if (alone.remark().isEmpty()) {
                    fuse(fused, alone.values().toArray(), begun);
                    begun = true;
                }
            }
            Tensor found = sampled(named).explain(tape, decision).values();
            for (int i = 0; i < area; i++) {
                assertThat((double) found.get(i)).as("place %d", i).isCloseTo(fused[i], offset(1e-5));
            }
        }
    }

    private static Sise sampled(List<Tap> taps) {
        return new Sise(taps, Double.NEGATIVE_INFINITY, Score.PROBABILITY, MaskFusion.HARD);
    }

    private static void fuse(double[] lower, float[] map, boolean begun) {
        double threshold = begun ? OtsuThreshold.of(map).value() : 0;
        IntStream.range(0, map.length).forEach(i -> lower[i] = map[i] >= threshold ? lower[i] + map[i] : 0);
    }
}
