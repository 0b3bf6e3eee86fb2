package io.github.hdecomp.attribution;

import io.github.hdecomp.model.BackwardRule;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Tape;
import java.util.List;

/**
 * The derivative of the decision with respect to every cell (Simonyan et al. 2013, arXiv 1312.6034): signed, of the score
 * before softmax. The authors draw the largest magnitude over the colours, Adebayo et al. (2018) the sum of the magnitudes.
 *
 * @param tap the layer whose cells are explained; the picture by default
 */
public record VanillaGradient(Tap tap) implements JointSaliency {

    /**
     * The method on the picture.
     *
     * @return the defaults
     */
    public static VanillaGradient defaults() {
        return new VanillaGradient(Tap.INPUT);
    }

    @Override
    public String name() {
        return "gradient";
    }

    @Override
    public List<Attribution> explain(Tape tape, List<? extends Decision> targets) {
        return Signals.explain(name(), tape, targets, tap, BackwardRule.GRADIENT);
    }
}
