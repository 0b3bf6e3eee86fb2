package io.github.hdecomp.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.github.hdecomp.attribution.Decomposition;
import io.github.hdecomp.attribution.GradientActivationPropagation;
import io.github.hdecomp.model.BackwardRule;
import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.Gradient;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.ModelOptions;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Tape;
import io.github.hdecomp.model.Weights;
import io.github.hdecomp.tensor.Tensor;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * At the last layer gAP is CAM (Zhou et al. 2016): behind global average pooling and one linear layer with weights w, the
 * products A of all channels add up to the class activation map over the number of positions, Σ_k A_k · Z = Σ_k w_k F_k, and
 * that is Grad-CAM (Selvaraju et al. 2017) times Z before its ReLU.
 */
class GapEqualsCamTest {
    private static final double TOLERANCE = 1e-5;

    @Property(tries = 100)
    void gapIsCam(@ForAll long seed, @ForAll @IntRange(max = RandomNetworks.CLASSES - 1) int classId) {
        ModelSpec spec = RandomNetworks.withGlobalPooling(seed);
        Weights weights = Weights.random(spec, seed);
        Tap last = spec.stages().get(spec.stages().size() - 1);
        try (Model model = new Nd4jBackend().build(spec, weights, ModelOptions.defaults());
                Tape tape = model.record(RandomNetworks.input(spec, seed))) {
            Decomposition gap = GradientActivationPropagation.decompose(tape, List.of(new ClassDecision(classId)), last)
                    .get(0);
            Tensor features = tape.activation(last);
            double[] cam = cam(features, weights.tensor("fc.weight"), classId);
            double[] gradCam = gradCam(tape, classId, last, features);
            double scale = 0;
            for (double value : cam(magnitudes(features), magnitudes(weights.tensor("fc.weight")), classId)) {
                scale = Math.max(scale, value);
            }
            int cells = gap.cells();
            for (int cell = 0; cell < cells; cell++) {
                double sum = 0;
                for (int k = 0; k < features.shape().channels(); k++) {
                    sum += gap.products().get(k * cells + cell);
                }
                assertThat(sum * cells).isCloseTo(cam[cell], offset(TOLERANCE * scale));
                assertThat(gradCam[cell] * cells).isCloseTo(cam[cell], offset(TOLERANCE * scale));
            }
        }
    }

    private static Tensor magnitudes(Tensor tensor) {
        float[] values = tensor.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.abs(values[i]);
        }
        return Tensor.adopt(tensor.shape(), values);
    }

    /** M = Σ_k w[c, k] F_k, read off the weights. */
    private static double[] cam(Tensor features, Tensor weights, int classId) {
        int channels = features.shape().channels();
        int cells = features.size() / channels;
        double[] map = new double[cells];
        for (int k = 0; k < channels; k++) {
            for (int cell = 0; cell < cells; cell++) {
                map[cell] += (double) weights.get(classId * channels + k) * features.get(k * cells + cell);
            }
        }
        return map;
    }

    /** M = Σ_k (mean of the gradient over positions) F_k. */
    private static double[] gradCam(Tape tape, int classId, Tap tap, Tensor features) {
        Gradient gradient = tape.gradients(List.of(new ClassDecision(classId)), tap, BackwardRule.GRADIENT)
                .get(0);
        int channels = features.shape().channels();
        int cells = features.size() / channels;
        double[] map = new double[cells];
        for (int k = 0; k < channels; k++) {
            double weight = 0;
            for (int cell = 0; cell < cells; cell++) {
                weight += gradient.values().get(k * cells + cell);
            }
            for (int cell = 0; cell < cells; cell++) {
                map[cell] += weight / cells * features.get(k * cells + cell);
            }
        }
        return map;
    }
}
