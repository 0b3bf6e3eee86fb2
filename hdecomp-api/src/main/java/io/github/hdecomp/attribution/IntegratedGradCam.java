package io.github.hdecomp.attribution;

import io.github.hdecomp.model.BackwardRule;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.Gradient;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Tape;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Integrated Grad-CAM (Sattarzadeh et al. 2021, arXiv 2102.07805): Grad-CAM along the path from a baseline x' to the picture,
 * M = Σ_i relu(Σ_k w_k(x_i) (F_k(x_i) - F_k(x'))), with w_k the mean derivative over all places. The positive part is taken
 * at every step, as in the authors' code.
 *
 * @param tap the layer; the last stage by default
 * @param steps points of the path, at least 1; 50 by default
 * @param rule where they lie and what they weigh; left end points by default, as in the authors' code
 * @param baseline x'; zero after preprocessing by default
 * @param fromFeatures whether the features of the baseline are subtracted, which the path difference of the title implies;
 *     the authors' notebook takes zeros for them. True by default
 * @param scale how large the values are; those of the authors' code by default
 */
public record IntegratedGradCam(
        Optional<Tap> tap, int steps, Quadrature rule, Baseline baseline, boolean fromFeatures, Scale scale)
        implements JointSaliency {

    /** By which factor the values are brought to a scale. */
    public enum Scale {
        /** Mean derivatives, and the sum over the steps, as in the authors' code. */
        SUM_OF_STEPS,
        /** Sums of derivatives over the Z places, and the mean over the steps: Z / steps times as much. */
        INTEGRAL
    }

    /**
     * Checks the number of steps.
     *
     * @param tap see above
     * @param steps see above
     * @param rule see above
     * @param baseline see above
     * @param fromFeatures see above
     * @param scale see above
     */
    public IntegratedGradCam {
        IntegratedGradients.checkSteps("integrated-grad-cam", steps);
    }

    /**
     * 50 left end points from the mean colour, at the last stage.
     *
     * @return the defaults
     */
    public static IntegratedGradCam defaults() {
        return new IntegratedGradCam(Optional.empty(), 50, Quadrature.LEFT, Baseline.ZERO, true, Scale.SUM_OF_STEPS);
    }

    @Override
    public String name() {
        return "integrated-grad-cam";
    }

    @Override
    public List<Attribution> explain(Tape tape, List<? extends Decision> targets) {
        Tap layer = Layers.last(tape.model(), name(), tap);
        Shape shape = tape.model().layer(layer).output();
        StraightPath path = new StraightPath(tape, baseline);
        Tensor start = start(tape, path, layer);
        double[] weights = rule.weights(steps);
        double factor = scale == Scale.SUM_OF_STEPS ? steps : shape.height() * shape.width();
        double[][] maps = new double[targets.size()][shape.height() * shape.width()];
        path.walk(rule.points(steps), (step, at) -> {
            Tensor difference = difference(at.activation(layer), start);
            List<Gradient> gradients = at.gradients(targets, layer, BackwardRule.GRADIENT);
            for (int t = 0; t < maps.length; t++) {
                Tensor map = Planes.weighted(difference, Planes.means(gradients.get(t), shape));
                for (int i = 0; i < maps[t].length; i++) {
                    maps[t][i] += factor * weights[step] * Math.max(map.get(i), 0);
                }
            }
        });
        Cost cost = new Cost(fromFeatures ? steps + 1 : steps, steps);
        List<Attribution> attributions = new ArrayList<>();
        for (int t = 0; t < maps.length; t++) {
            Findings findings = new Findings(name(), targets.get(t), layer, cost);
            attributions.add(findings.cutPlaces(Planes.plane(shape, maps[t])));
        }
        return attributions;
    }

    /** What is subtracted from the features of every point. */
    private Tensor start(Tape tape, StraightPath path, Tap layer) {
        Shape shape = tape.model().layer(layer).output();
        if (!fromFeatures) {
            return Tensor.adopt(shape, new float[shape.size()]);
        }
        try (Tape recorded = tape.model().record(path.baseline())) {
            return recorded.activation(layer);
        }
    }

    private static Tensor difference(Tensor features, Tensor start) {
        float[] difference = features.toArray();
        for (int i = 0; i < difference.length; i++) {
            difference[i] -= start.get(i);
        }
        return Tensor.adopt(features.shape(), difference);
    }
}
