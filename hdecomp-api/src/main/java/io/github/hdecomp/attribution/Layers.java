package io.github.hdecomp.attribution;

import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.Tap;
import java.util.List;
import java.util.Optional;

/** Finds the layers that methods work at where none are named. */
final class Layers {
    private Layers() {}

    /** The layer that was asked for, or the last stage. */
    static Tap last(Model model, String method, Optional<Tap> asked) {
        if (asked.isPresent()) {
            model.layer(asked.get());
            return asked.get();
        }
        List<Tap> stages = stages(model, method, List.of());
        return stages.get(stages.size() - 1);
    }

    /** The layers that were asked for, or all stages, lowest first. */
    static List<Tap> stages(Model model, String method, List<Tap> asked) {
        List<Tap> stages = asked.isEmpty() ? model.stages() : asked;
        if (stages.isEmpty()) {
            throw new IllegalArgumentException(method + ": " + model.spec().name()
                    + " names no stages; say at which layer to look, such as the last convolution's ReLU");
        }
        stages.forEach(model::layer);
        return stages;
    }
}
