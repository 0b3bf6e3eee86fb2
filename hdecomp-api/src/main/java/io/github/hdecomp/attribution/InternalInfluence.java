package io.github.hdecomp.attribution;

import io.github.hdecomp.model.BackwardRule;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Tape;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Internal influence (Leino et al. 2018, arXiv 1802.03788): the derivative of the decision with respect to every cell of a
 * layer, averaged over the pictures between a baseline and the recorded one.
 *
 * @param tap the layer; the last stage by default
 * @param steps points of the path, at least 1; 50 by default
 * @param rule where they lie and what they weigh; Gauss–Legendre by default, as in Captum
 * @param baseline where the path starts; zero after preprocessing by default
 * @param timesFeatures whether the mean is multiplied with the features of the recorded picture, to be looked at; false by
 *     default, which tells how much each cell would matter and not how much it does
 */
public record InternalInfluence(Optional<Tap> tap, int steps, Quadrature rule, Baseline baseline, boolean timesFeatures)
        implements JointSaliency {

    /**
     * Checks the number of steps.
     *
     * @param tap see above
     * @param steps see above
     * @param rule see above
     * @param baseline see above
     * @param timesFeatures see above
     */
    public InternalInfluence {
        IntegratedGradients.checkSteps("internal-influence", steps);
    }

    /**
     * 50 Gauss–Legendre points from the mean colour, at the last stage.
     *
     * @return the defaults
     */
    public static InternalInfluence defaults() {
        return new InternalInfluence(Optional.empty(), 50, Quadrature.GAUSS_LEGENDRE, Baseline.ZERO, false);
    }

    @Override
    public String name() {
        return "internal-influence";
    }

    @Override
    public List<Attribution> explain(Tape tape, List<? extends Decision> targets) {
        Tap layer = Layers.last(tape.model(), name(), tap);
        Shape shape = tape.model().layer(layer).output();
        double[] weights = rule.weights(steps);
        double[][] sums = new double[targets.size()][shape.size()];
        new StraightPath(tape, baseline).walk(rule.points(steps), (step, at) -> {
            List<Tensor> gradients = Signals.at(at, targets, layer, BackwardRule.GRADIENT);
            for (int t = 0; t < sums.length; t++) {
                for (int i = 0; i < sums[t].length; i++) {
                    sums[t][i] += weights[step] * gradients.get(t).get(i);
                }
            }
        });
        List<Attribution> attributions = new ArrayList<>();
        for (int t = 0; t < sums.length; t++) {
            Findings findings = new Findings(name(), targets.get(t), layer, new Cost(steps, steps));
            Tensor influence = Tensor.adopt(shape, Planes.floats(sums[t]));
            attributions.add(
                    findings.cells(timesFeatures ? Planes.product(influence, tape.activation(layer)) : influence));
        }
        return attributions;
    }
}
