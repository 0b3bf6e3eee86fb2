package io.github.hdecomp.attribution;

import io.github.hdecomp.model.BackwardRule;
import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.Gradient;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.NeuronDecision;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Tape;
import io.github.hdecomp.model.WeightedSum;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * CAM (Zhou et al. 2016, arXiv 1512.04150): M = Σ_k w_k F_k with w the weights of the class behind the average over all
 * places. The mean of M plus the bias is the class score. It fits networks that average their last features and end in one
 * linear layer, or in a 1 by 1 convolution before the average; then M is the class's map before any ReLU, without its bias.
 *
 * @param positive whether negative values are cut off, as some implementations do; false by default
 */
public record ClassActivationMap(boolean positive) implements JointSaliency {

    /**
     * Signed maps.
     *
     * @return the defaults
     */
    public static ClassActivationMap defaults() {
        return new ClassActivationMap(false);
    }

    @Override
    public String name() {
        return "cam";
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the network's head is another, or the target is no class nor a sum of classes
     */
    @Override
    public List<Attribution> explain(Tape tape, List<? extends Decision> targets) {
        Model model = tape.model();
        PooledHead head = PooledHead.of(model)
                .orElseThrow(() -> new IllegalArgumentException(
                        name() + ": " + model.spec().name()
                                + " does not end in an average over all places and one linear layer, so its score is no mean of"
                                + " class maps; grad-cam, which equals cam where that fits, works on every network"));
        targets.forEach(this::checkClass);
        Shape shape = model.layer(head.features()).output();
        Tensor features = tape.activation(head.features());
        List<? extends Decision> behind = head.classMaps().isPresent()
                ? targets.stream()
                        .map(target -> atFirstPlace(target, head.classMaps().get()))
                        .toList()
                : targets;
        List<Gradient> gradients = tape.gradients(behind, head.features(), BackwardRule.GRADIENT);
        int cells = Planes.cells(features);
        List<Attribution> attributions = new ArrayList<>();
        for (int t = 0; t < gradients.size(); t++) {
            // Either every place's derivative is w / Z, or one place's is w and the others' are zero.
            double[] weights = Planes.means(gradients.get(t), shape);
            for (int k = 0; k < weights.length; k++) {
                weights[k] *= cells;
            }
            Tensor map = Planes.weighted(features, weights);
            Findings findings = new Findings(name(), targets.get(t), head.features(), new Cost(0, 1));
            attributions.add(positive ? findings.positivePlaces(map) : findings.places(map));
        }
        return attributions;
    }

    private void checkClass(Decision target) {
        if (target instanceof WeightedSum sum) {
            sum.terms().forEach(term -> checkClass(term.decision()));
        } else if (!(target instanceof ClassDecision)) {
            throw new IllegalArgumentException(name() + ": " + target
                    + " is no class, and only classes have maps; grad-cam explains any decision");
        }
    }

    /** The value at (0, 0) of the map that is averaged to a class's score. */
    private static Decision atFirstPlace(Decision target, Tap classMaps) {
        if (target instanceof WeightedSum sum) {
            return new WeightedSum(sum.terms().stream()
                    .map(term -> new WeightedSum.Term(term.weight(), atFirstPlace(term.decision(), classMaps)))
                    .toList());
        }
        return new NeuronDecision(classMaps, ((ClassDecision) target).classId(), 0, 0);
    }
}
