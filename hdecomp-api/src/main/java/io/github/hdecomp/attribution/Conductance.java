package io.github.hdecomp.attribution;

import io.github.hdecomp.model.BackwardRule;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Tape;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Conductance (Dhamdhere et al. 2018, arXiv 1805.12233): how much of the decision's growth from a baseline picture to the
 * recorded one passes through every cell y of a layer, ∫ ∂S/∂y · dy along the straight path, as the sum over steps of the
 * gradient times the difference of the features. The values add up to S(x) - S(x') as far as the sum is the integral; the
 * error of the attribution is what is missing.
 *
 * @param tap the layer; the last stage by default
 * @param steps how many, at least 1; 50 by default
 * @param points where on the path the {@code steps + 1} points lie that the steps lead between; even and with both ends by
 *     default. Captum takes {@link Quadrature#GAUSS_LEGENDRE} points, which leave out both ends, with {@link At#LEFT}
 * @param gradient where in a step the gradient is taken; the mean of both ends by default
 * @param baseline x'; zero after preprocessing by default
 */
public record Conductance(Optional<Tap> tap, int steps, Quadrature points, At gradient, Baseline baseline)
        implements JointSaliency {

    /** Where in a step from one point of the path to the next the gradient is taken. */
    public enum At {
        /** At its start. */
        LEFT,
        /** At its end. */
        RIGHT,
        /** The mean of both, which is exact to the second order of the step. */
        BOTH
    }

    /**
     * Checks the number of steps.
     *
     * @param tap see above
     * @param steps see above
     * @param points see above
     * @param gradient see above
     * @param baseline see above
     */
    public Conductance {
        IntegratedGradients.checkSteps("conductance", steps);
    }

    /**
     * 50 steps from the mean colour with the mean of the gradients at both ends, at the last stage.
     *
     * @return the defaults
     */
    public static Conductance defaults() {
        return new Conductance(Optional.empty(), 50, Quadrature.ENDPOINTS, At.BOTH, Baseline.ZERO);
    }

    @Override
    public String name() {
        return "conductance";
    }

    @Override
    public List<Attribution> explain(Tape tape, List<? extends Decision> targets) {
        Tap layer = Layers.last(tape.model(), name(), tap);
        Shape shape = tape.model().layer(layer).output();
        Steps walked = new Steps(targets, layer, shape.size());
        StraightPath path = new StraightPath(tape, baseline);
        double[] at = points.points(steps + 1);
        path.walk(at, walked);
        boolean begun = at[0] == 0;
        double[] start = begun ? walked.first : values(tape.model(), path.baseline(), targets);
        List<Attribution> attributions = new ArrayList<>();
        for (int t = 0; t < targets.size(); t++) {
            Decision target = targets.get(t);
            double promised = tape.value(target) - start[t];
            double[] sums = walked.sums[t];
            Findings findings = new Findings(name(), target, layer, new Cost(begun ? steps + 1 : steps + 2, steps + 1));
            Tensor values = Tensor.adopt(shape, Planes.floats(sums));
            attributions.add(findings.cells(values, Math.abs(Planes.sum(sums) - promised)));
        }
        return attributions;
    }

    private static double[] values(Model model, Tensor picture, List<? extends Decision> targets) {
        try (Tape tape = model.record(picture)) {
            return targets.stream().mapToDouble(tape::value).toArray();
        }
    }

    /** Adds up the steps as the path is walked. */
    private final class Steps implements StraightPath.Stop {
        private final List<? extends Decision> targets;
        private final Tap layer;
        /** The values of the targets at the first point. */
        private final double[] first;

        private final double[][] sums;
        private List<Tensor> gradients = List.of();
        private Tensor features = Tensor.adopt(Shape.of(0), new float[0]);

        Steps(List<? extends Decision> targets, Tap layer, int size) {
            this.targets = targets;
            this.layer = layer;
            this.first = new double[targets.size()];
            this.sums = new double[targets.size()][size];
        }

        @Override
        public void at(int index, Tape tape) {
            List<Tensor> nextGradients = Signals.at(tape, targets, layer, BackwardRule.GRADIENT);
            Tensor nextFeatures = tape.activation(layer);
            for (int t = 0; t < sums.length; t++) {
                if (index == 0) {
                    first[t] = tape.value(targets.get(t));
                } else {
                    step(sums[t], gradients.get(t), nextGradients.get(t), nextFeatures);
                }
            }
            gradients = nextGradients;
            features = nextFeatures;
        }

        private void step(double[] sum, Tensor left, Tensor right, Tensor nextFeatures) {
            for (int i = 0; i < sum.length; i++) {
                double slope = switch (gradient) {
                    case LEFT -> left.get(i);
                    case RIGHT -> right.get(i);
                    case BOTH -> ((double) left.get(i) + right.get(i)) / 2;
                };
                sum[i] += slope * ((double) nextFeatures.get(i) - features.get(i));
            }
        }
    }
}
