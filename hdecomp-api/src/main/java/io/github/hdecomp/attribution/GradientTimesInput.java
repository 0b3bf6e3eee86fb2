package io.github.hdecomp.attribution;

import io.github.hdecomp.model.BackwardRule;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Tape;
import io.github.hdecomp.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * The derivative times the value of every cell (Shrikumar et al. 2016, arXiv 1605.01713). Without biases the values add up
 * to the decision. On the picture it depends on the normalisation: a pixel of the mean colour gets nothing.
 *
 * @param tap the layer whose cells are explained; the picture by default
 */
public record GradientTimesInput(Tap tap) implements JointSaliency {

    /**
     * The method on the picture.
     *
     * @return the defaults
     */
    public static GradientTimesInput defaults() {
        return new GradientTimesInput(Tap.INPUT);
    }

    @Override
    public String name() {
        return "gradient-times-input";
    }

    @Override
    public List<Attribution> explain(Tape tape, List<? extends Decision> targets) {
        Tensor features = tape.activation(tap);
        List<Tensor> gradients = Signals.at(tape, targets, tap, BackwardRule.GRADIENT);
        List<Attribution> attributions = new ArrayList<>(targets.size());
        for (int i = 0; i < gradients.size(); i++) {
            Findings findings = new Findings(name(), targets.get(i), tap, new Cost(0, 1));
            attributions.add(findings.cells(Planes.product(gradients.get(i), features)));
        }
        return attributions;
    }
}
