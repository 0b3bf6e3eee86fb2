package io.github.hdecomp.attribution;

import io.github.hdecomp.map.Upsampling;
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
 * Guided Grad-CAM (Selvaraju et al. 2017, arXiv 1610.02391): guided backpropagation to the picture, multiplied in every
 * colour with the Grad-CAM map at the picture's size (bilinear).
 *
 * @param tap the layer of Grad-CAM; the last stage by default
 */
public record GuidedGradCam(Optional<Tap> tap) implements JointSaliency {

    /**
     * Grad-CAM at the last stage.
     *
     * @return the defaults
     */
    public static GuidedGradCam defaults() {
        return new GuidedGradCam(Optional.empty());
    }

    @Override
    public String name() {
        return "guided-grad-cam";
    }

    @Override
    public List<Attribution> explain(Tape tape, List<? extends Decision> targets) {
        Optional<Tap> layer = Optional.of(Layers.last(tape.model(), name(), tap));
        List<Attribution> maps = new GradCam(layer, true).explain(tape, targets);
        List<Tensor> signals = Signals.at(tape, targets, Tap.INPUT, BackwardRule.GUIDED_BACKPROP);
        List<Attribution> attributions = new ArrayList<>();
        for (int t = 0; t < signals.size(); t++) {
            Findings findings = new Findings(name(), targets.get(t), Tap.INPUT, new Cost(0, 2));
            attributions.add(findings.cells(
                    modulated(signals.get(t), maps.get(t).values()), maps.get(t).remark()));
        }
        return attributions;
    }

    private static Tensor modulated(Tensor signal, Tensor map) {
        Shape shape = signal.shape();
        Tensor large = Upsampling.BILINEAR.apply(map, shape.height(), shape.width());
        float[] values = signal.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] *= large.get(i % large.size());
        }
        return Tensor.adopt(shape, values);
    }
}
