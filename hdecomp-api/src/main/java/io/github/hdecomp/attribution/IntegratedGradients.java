package io.github.hdecomp.attribution;

import io.github.hdecomp.model.BackwardRule;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Tape;
import io.github.hdecomp.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Integrated gradients (Sundararajan et al. 2017, arXiv 1703.01365): R = (x - x') · ∫ ∂S(x' + a (x - x')) / ∂x da. The values
 * add up to S(x) - S(x') as far as the sum over the steps is the integral; the error of the attribution is what is missing.
 *
 * @param steps points of the path, at least 1; 50 by default
 * @param rule where they lie and what they weigh; midpoints by default
 * @param baseline x'; zero after preprocessing by default
 */
public record IntegratedGradients(int steps, Quadrature rule, Baseline baseline) implements JointSaliency {

    /**
     * Checks the number of steps.
     *
     * @param steps see above
     * @param rule see above
     * @param baseline see above
     */
    public IntegratedGradients {
        checkSteps("integrated-gradients", steps);
    }

    static void checkSteps(String method, int steps) {
        if (steps < 1) {
            throw new IllegalArgumentException(method + ": steps " + steps + " must be at least 1");
        }
    }

    /**
     * 50 midpoints from the mean colour.
     *
     * @return the defaults
     */
    public static IntegratedGradients defaults() {
        return new IntegratedGradients(50, Quadrature.MIDPOINT, Baseline.ZERO);
    }

    @Override
    public String name() {
        return "integrated-gradients";
    }

    @Override
    public List<Attribution> explain(Tape tape, List<? extends Decision> targets) {
        StraightPath path = new StraightPath(tape, baseline);
        double[] weights = rule.weights(steps);
        double[][] sums = new double[targets.size()][path.input().size()];
        path.walk(rule.points(steps), (step, at) -> {
            List<Tensor> gradients = Signals.at(at, targets, Tap.INPUT, BackwardRule.GRADIENT);
            for (int t = 0; t < sums.length; t++) {
                for (int i = 0; i < sums[t].length; i++) {
                    sums[t][i] += weights[step] * gradients.get(t).get(i);
                }
            }
        });
        List<Attribution> attributions = new ArrayList<>();
        try (Tape start = tape.model().record(path.baseline())) {
            for (int t = 0; t < sums.length; t++) {
                for (int i = 0; i < sums[t].length; i++) {
                    sums[t][i] *= (double) path.input().get(i) - path.baseline().get(i);
                }
                Decision target = targets.get(t);
                double promised = (double) tape.value(target) - start.value(target);
                Findings findings = new Findings(name(), target, Tap.INPUT, new Cost(steps + 1, steps));
                Tensor values = Tensor.adopt(path.input().shape(), Planes.floats(sums[t]));
                attributions.add(findings.cells(values, Math.abs(Planes.sum(sums[t]) - promised)));
            }
        }
        return attributions;
    }
}
