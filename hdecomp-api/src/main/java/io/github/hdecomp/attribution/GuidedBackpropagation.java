package io.github.hdecomp.attribution;

import io.github.hdecomp.model.BackwardRule;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Tape;
import java.util.List;

/**
 * Guided backpropagation (Springenberg et al. 2014, arXiv 1412.6806): the gradient, but a ReLU passes only where both its
 * input and the signal are positive, in residual networks also the ReLUs behind additions. It draws sharp pictures that
 * depend little on the upper layers and hardly on the decision.
 *
 * @param tap the layer whose cells are explained; the picture by default
 */
public record GuidedBackpropagation(Tap tap) implements JointSaliency {

    /**
     * The method on the picture.
     *
     * @return the defaults
     */
    public static GuidedBackpropagation defaults() {
        return new GuidedBackpropagation(Tap.INPUT);
    }

    @Override
    public String name() {
        return "guided-backprop";
    }

    @Override
    public List<Attribution> explain(Tape tape, List<? extends Decision> targets) {
        return Signals.explain(name(), tape, targets, tap, BackwardRule.GUIDED_BACKPROP);
    }
}
