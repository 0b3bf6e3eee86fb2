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

/** Signals of decisions pulled back to one layer, on the layer's whole map. */
final class Signals {
    private Signals() {}

    static List<Tensor> at(Tape tape, List<? extends Decision> targets, Tap tap, BackwardRule rule) {
        Shape layer = tape.model().layer(tap).output();
        List<Tensor> signals = new ArrayList<>(targets.size());
        for (Gradient gradient : tape.gradients(targets, tap, rule)) {
            signals.add(Planes.whole(gradient, layer));
        }
        return signals;
    }

    /** The signals themselves as attributions. */
    static List<Attribution> explain(
            String method, Tape tape, List<? extends Decision> targets, Tap tap, BackwardRule rule) {
        List<Tensor> signals = at(tape, targets, tap, rule);
        List<Attribution> attributions = new ArrayList<>(targets.size());
        for (int i = 0; i < signals.size(); i++) {
            attributions.add(new Findings(method, targets.get(i), tap, new Cost(0, 1)).cells(signals.get(i)));
        }
        return attributions;
    }
}
