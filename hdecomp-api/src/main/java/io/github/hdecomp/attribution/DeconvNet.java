package io.github.hdecomp.attribution;

import io.github.hdecomp.model.BackwardRule;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Tape;
import java.util.List;

/**
 * DeconvNet (Zeiler and Fergus 2013, arXiv 1311.2901): the gradient, but a ReLU passes positive signals whatever its input
 * was. Max-pools send signals to their recorded winners.
 *
 * @param tap the layer whose cells are explained; the picture by default
 */
public record DeconvNet(Tap tap) implements JointSaliency {

    /**
     * The method on the picture.
     *
     * @return the defaults
     */
    public static DeconvNet defaults() {
        return new DeconvNet(Tap.INPUT);
    }

    @Override
    public String name() {
        return "deconvnet";
    }

    @Override
    public List<Attribution> explain(Tape tape, List<? extends Decision> targets) {
        return Signals.explain(name(), tape, targets, tap, BackwardRule.DECONV_NET);
    }
}
