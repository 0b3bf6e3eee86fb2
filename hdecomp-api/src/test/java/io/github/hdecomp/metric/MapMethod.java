package io.github.hdecomp.metric;

import io.github.hdecomp.attribution.Attribution;
import io.github.hdecomp.attribution.Cost;
import io.github.hdecomp.attribution.Saliency;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Tape;
import io.github.hdecomp.tensor.Tensor;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BiFunction;

/** A method that is any function of network and picture; one channel is a map of places. */
record MapMethod(BiFunction<Model, Tensor, Tensor> values) implements Saliency {

    static MapMethod always(Tensor values) {
        return new MapMethod((model, input) -> values);
    }

    @Override
    public String name() {
        return "test";
    }

    @Override
    public Attribution explain(Tape tape, Decision target) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Attribution explain(Model model, Tensor input, Decision target) {
        Tensor attributed = values.apply(model, input);
        Attribution.Kind kind = attributed.shape().channels() == 1 ? Attribution.Kind.PLACES : Attribution.Kind.CELLS;
        return new Attribution(
                name(), target, Tap.INPUT, kind, attributed, new Cost(0, 0), OptionalDouble.empty(), Optional.empty());
    }
}
