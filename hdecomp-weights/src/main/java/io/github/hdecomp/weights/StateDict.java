package io.github.hdecomp.weights;

import io.github.hdecomp.model.Weights;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.weights.timm.TimmVgg;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tensors that a network reads, out of what training scripts save: a {@code module.} prefix on all names, left by data
 * parallel training, is taken off, {@code num_batches_tracked} counters, which inference does not read, are left out, and
 * timm's names for VGG are translated.
 */
final class StateDict implements Weights {
    private static final String PREFIX = "module.";
    private static final String COUNTER = ".num_batches_tracked";

    private final Weights file;
    private final boolean timmVgg;
    private final Map<String, String> original = new LinkedHashMap<>();

    StateDict(Weights file) {
        this.file = file;
        boolean prefixed = !file.names().isEmpty() && file.names().stream().allMatch(name -> name.startsWith(PREFIX));
        for (String name : file.names()) {
            if (!name.endsWith(COUNTER)) {
                original.put(prefixed ? name.substring(PREFIX.length()) : name, name);
            }
        }
        this.timmVgg = TimmVgg.accepts(original.keySet());
        if (timmVgg) {
            Map<String, String> timm = new LinkedHashMap<>(original);
            original.clear();
            timm.forEach((name, inFile) -> original.put(TimmVgg.rename(name), inFile));
        }
    }

    @Override
    public List<String> names() {
        return List.copyOf(original.keySet());
    }

    @Override
    public Shape shape(String name) {
        Shape shape = file.shape(find(name));
        return timmVgg ? TimmVgg.reshape(name, shape) : shape;
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
