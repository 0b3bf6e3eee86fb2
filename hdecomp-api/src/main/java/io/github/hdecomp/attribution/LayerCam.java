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
 * LayerCAM (Jiang et al. 2021): M = relu(Σ_k relu(g_k) F_k), cell by cell, with g the derivative of the decision, so that it
 * also tells places apart in lower layers. Right below a max-pool the gradient sits on the pool's winners and the map shows
 * a grid; the authors take the pool's output there.
 *
 * @param tap the layer; the last stage by default
 */
public record LayerCam(Optional<Tap> tap) implements JointSaliency {

    /**
     * The last stage.
     *
     * @return the defaults
     */
    public static LayerCam defaults() {
        return new LayerCam(Optional.empty());
    }

    @Override
    public String name() {
        return "layer-cam";
    }

    @Override
    public List<Attribution> explain(Tape tape, List<? extends Decision> targets) {
        Tap layer = Layers.last(tape.model(), name(), tap);
        Tensor features = tape.activation(layer);
        int cells = Planes.cells(features);
        List<Tensor> gradients = Signals.at(tape, targets, layer, BackwardRule.GRADIENT);
        List<Attribution> attributions = new ArrayList<>();
        for (int t = 0; t < gradients.size(); t++) {
            double[] map = new double[cells];
            for (int i = 0; i < features.size(); i++) {
                map[i % cells] += Math.max((double) gradients.get(t).get(i), 0) * features.get(i);
            }
            Findings findings = new Findings(name(), targets.get(t), layer, new Cost(0, 1));
            attributions.add(findings.positivePlaces(Planes.plane(features.shape(), map)));
        }
        return attributions;
    }
}
