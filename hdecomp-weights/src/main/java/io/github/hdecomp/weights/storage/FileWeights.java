package io.github.hdecomp.weights.storage;

import io.github.hdecomp.model.Weights;
import io.github.hdecomp.tensor.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Named tensors in one file or several. */
public final class FileWeights implements Weights {
    private final String source;
    private final List<SourceFile> files;
    private final Map<String, LazyTensor> tensors;

    /**
     * The tensors of some files.
     *
     * @param source what to call them in messages
     * @param files closed with the weights
     * @param tensors by name, in order
     */
    public FileWeights(String source, Collection<SourceFile> files, Map<String, ? extends LazyTensor> tensors) {
        this.source = source;
        this.files = List.copyOf(files);
        this.tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    }

    /**
     * The tensors.
     *
     * @return by name, in order
     */
    public Map<String, LazyTensor> tensors() {
        return tensors;
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
        LazyTensor tensor = find(name);
        int size = tensor.shape().size();
        if (from < 0 || length < 0 || from > size - length) {
            throw new IllegalArgumentException(
                    source + ": " + name + " has " + size + " values, not " + length + " from " + from);
        }
        try {
            tensor.read(from, target, at, length);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Override
    public String source() {
        return source;
    }

    private LazyTensor find(String name) {
        LazyTensor tensor = tensors.get(name);
        if (tensor == null) {
            throw noSuch(name);
        }
        return tensor;
    }

    @Override
    public void close() {
        try {
            for (SourceFile file : files) {
                file.close();
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
