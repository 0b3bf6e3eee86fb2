package io.github.hdecomp.examples.explore;

import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.LayerInfo;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.NeuronDecision;
import io.github.hdecomp.model.Tap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The stages of a network in order, as steps down from a decision. */
final class Ladder {
    private final Model model;
    private final List<String> order = new ArrayList<>(List.of(Tap.INPUT.name()));

    Ladder(Model model) {
        this.model = model;
        model.layers().stream().map(LayerInfo::name).forEach(order::add);
    }

    /** The highest stage below a decision; empty at the foot. */
    Optional<Tap> below(Decision decision) {
        int from = decision instanceof NeuronDecision neuron ? height(neuron.tap()) : order.size();
        List<Tap> stages = model.stages();
        for (int i = stages.size() - 1; i >= 0; i--) {
            if (height(stages.get(i)) < from) {
                return Optional.of(stages.get(i));
            }
        }
        return Optional.empty();
    }

    private int height(Tap tap) {
        return order.indexOf(model.spec().resolve(tap));
    }
}
