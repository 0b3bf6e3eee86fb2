package io.github.hdecomp.attribution;

import io.github.hdecomp.model.BackwardRule;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Tape;
import io.github.hdecomp.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Grad-CAM++ (Chattopadhay et al. 2018, arXiv 1710.11063): M = relu(Σ_k w_k F_k) with w_k = Σ_ij alpha_kij relu(g_kij) and alpha =
 * g² / (2 g² + g³ Σ_ab F_kab), where g is the derivative of the decision. The paper differentiates exp(S) three times; in
 * networks of ReLUs this leaves powers of g times exp(S), which cancels, so that it is never computed. Cells with g ≤ 0 weigh
 * nothing.
 *
 * @param tap the layer; the last stage by default
 * @param authorsNormalization whether alpha is divided by its sum over the places of a channel with a positive derivative, as
 *     the authors' code does and their Eq. 19 does not; false by default
 */
public record GradCamPlusPlus(Optional<Tap> tap, boolean authorsNormalization) implements JointSaliency {

    /**
     * The last stage, the paper's weights.
     *
     * @return the defaults
     */
    public static GradCamPlusPlus defaults() {
        return new GradCamPlusPlus(Optional.empty(), false);
    }

    @Override
    public String name() {
        return "grad-cam-plus-plus";
    }

    @Override
    public List<Attribution> explain(Tape tape, List<? extends Decision> targets) {
        Tap layer = Layers.last(tape.model(), name(), tap);
        Tensor features = tape.activation(layer);
        List<Tensor> gradients = Signals.at(tape, targets, layer, BackwardRule.GRADIENT);
        List<Attribution> attributions = new ArrayList<>();
        for (int i = 0; i < gradients.size(); i++) {
            Findings findings = new Findings(name(), targets.get(i), layer, new Cost(0, 1));
            attributions.add(findings.positivePlaces(Planes.weighted(features, weights(features, gradients.get(i)))));
        }
        return attributions;
    }

    private double[] weights(Tensor features, Tensor gradient) {
        int cells = Planes.cells(features);
        double[] weights = new double[features.shape().channels()];
        for (int c = 0; c < weights.length; c++) {
            double sum = 0;
            for (int i = c * cells; i < (c + 1) * cells; i++) {
                sum += features.get(i);
            }
            double weight = 0;
            double alphas = 0;
            for (int i = c * cells; i < (c + 1) * cells; i++) {
                double g = gradient.get(i);
                // g² / (2 g² + g³ sum), where g is positive; a denominator of zero gives zero.
                double denominator = 2 + g * sum;
                double alpha = g > 0 && denominator != 0 ? 1 / denominator : 0;
                weight += alpha * Math.max(g, 0);
                alphas += alpha;
            }
            weights[c] = authorsNormalization && alphas != 0 ? weight / alphas : weight;
        }
        return weights;
    }
}
