package io.github.hdecomp.metric;

import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.Edit;
import io.github.hdecomp.model.LayerInfo;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.Prediction;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Tape;
import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A model that is any function from pictures to logits, and counts how many pictures it has seen at once. */
final class FunctionModel implements Model {
    private final Function<Tensor, float[]> logits;
    private final List<Integer> batches = new ArrayList<>();

    FunctionModel(Function<Tensor, float[]> logits) {
        this.logits = logits;
    }

    List<Integer> batches() {
        return batches;
    }

    @Override
    public Prediction predict(Tensor input) {
        return predict(List.of(input)).get(0);
    }

    @Override
    public List<Prediction> predict(List<Tensor> inputs) {
        batches.add(inputs.size());
        return inputs.stream()
                .map(input -> {
                    float[] values = logits.apply(input);
                    return new Prediction(Tensor.of(Shape.of(values.length), values), List.of());
                })
                .toList();
    }

    @Override
    public Prediction predict(Tensor input, Map<Tap, Edit> edits) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ModelSpec spec() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<LayerInfo> layers() {
        throw new UnsupportedOperationException();
    }

    @Override
    public LayerInfo layer(Tap tap) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int classes() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Region receptiveField(Decision decision, Tap tap) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Tape record(Tensor input) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String weightsSha256() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String backend() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
