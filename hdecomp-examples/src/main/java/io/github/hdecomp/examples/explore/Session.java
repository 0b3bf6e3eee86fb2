package io.github.hdecomp.examples.explore;

import io.github.hdecomp.Decomposer;
import io.github.hdecomp.Exploration;
import io.github.hdecomp.image.Preprocessing;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.tensor.Tensor;
import java.util.function.Function;

/**
 * What is done with one picture: every piece of work gets the picture's recorded pass for itself. Long work is cut into pieces, so
 * that others come in between.
 */
final class Session {
    private final Model model;
    private final Recordings recordings;
    private final Seen seen;
    private final Tensor input;

    Session(Model model, Recordings recordings, Seen seen, Tensor input) {
        this.model = model;
        this.recordings = recordings;
        this.seen = seen;
        this.input = input;
    }

    /** Does one piece of work. */
    <T> T with(Function<Exploration, T> work) {
        Preprocessing preprocessing = model.spec().preprocessing();
        return recordings.use(seen, () -> Decomposer.open(model, input, preprocessing), work);
    }

    Model model() {
        return model;
    }

    /** The network's input, rectangles covered. */
    Tensor input() {
        return input;
    }
}
