package io.github.hdecomp.model;

import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tensors in a map. */
final class InMemoryWeights implements Weights {
    private final Map<String, Tensor> tensors;
    private final String source;

    InMemoryWeights(Map<String, Tensor> tensors, String source) {
        this.tensors = new LinkedHashMap<>(tensors);
        this.source = source;
    }

    @Override
    public List<String> names() {
        return List.copyOf(tensors.keySet());
    }

    @Override
    public Shape shape(String name) {
        return find(name).shape();
    }

    @Override
    public void read(String name, int from, float[] target, int at, int length) {
        find(name).copyTo(from, target, at, length);
    }

    @Override
    public String source() {
        return source;
    }

    private Tensor find(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw noSuch(name);
        }
        return tensor;
    }

    @Override
    public void close() {
        // Nothing to give back: the tensors are on the heap.
    }
}
