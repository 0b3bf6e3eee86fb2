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
 * Grad-CAM (Selvaraju et al. 2017, arXiv 1610.02391): M = relu(Σ_k w_k F_k) with w_k the mean over all places of the
 * derivative of the decision with respect to channel k. The authors' code adds the derivatives up, which is Z times as much.
 *
 * @param tap the layer; the last stage by default
 * @param positive whether negative values are cut off, as the paper does; true by default
 */
public record GradCam(Optional<Tap> tap, boolean positive) implements JointSaliency {

    /**
     * The last stage, positive part.
     *
     * @return the defaults
     */
    public static GradCam defaults() {
        return new GradCam(Optional.empty(), true);
    }

    @Override
    public String name() {
        return "grad-cam";
    }

    @Override
    public List<Attribution> explain(Tape tape, List<? extends Decision> targets) {
        Tap layer = Layers.last(tape.model(), name(), tap);
        Shape shape = tape.model().layer(layer).output();
        Tensor features = tape.activation(layer);
        List<Gradient> gradients = tape.gradients(targets, layer, BackwardRule.GRADIENT);
        List<Attribution> attributions = new ArrayList<>();
        for (int i = 0; i < gradients.size(); i++) {
            Tensor map = Planes.weighted(features, Planes.means(gradients.get(i), shape));
            Findings findings = new Findings(name(), targets.get(i), layer, new Cost(0, 1));
            attributions.add(positive ? findings.positivePlaces(map) : findings.places(map));
        }
        return attributions;
    }
}
