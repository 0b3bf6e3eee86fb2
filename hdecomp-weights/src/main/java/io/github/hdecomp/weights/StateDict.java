package io.github.hdecomp.weights;

import io.github.hdecomp.model.Weights;
import io.github.hdecomp.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tensors that a network reads, out of what training scripts save: a {@code module.} prefix on all names, left by data
 * parallel training, is taken off, and {@code num_batches_tracked} counters, which inference does not read, are left out.
 */
final class StateDict implements Weights {
    private static final String PREFIX = "module.";
    private static final String COUNTER = ".num_batches_tracked";

    private final Weights file;
    private final Map<String, String> original = new LinkedHashMap<>();

    StateDict(Weights file) {
        this.file = file;
        boolean prefixed = !file.names().isEmpty() && file.names().stream().allMatch(name -> name.startsWith(PREFIX));
        for (String name : file.names()) {
            if (!name.endsWith(COUNTER)) {
                original.put(prefixed ? name.substring(PREFIX.length()) : name, name);
            }
        }
    }

    @Override
    public List<String> names() {
        return List.copyOf(original.keySet());
    }

    @Override
    public Shape shape(String name) {
        return file.shape(find(name));
    }

    @Override
    public void read(String name, int from, float[] target, int at, int length) {
        file.read(find(name), from, target, at, length);
    }

    @Override
    public String source() {
        return file.source();
    }

    private String find(String name) {
        String found = original.get(name);
        if (found == null) {
            throw noSuch(name);
        }
        return found;
    }

    @Override
    public void close() {
        file.close();
    }
}
