package io.github.hdecomp.weights.torch;

import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.weights.storage.FileTensor;
import io.github.hdecomp.weights.storage.LazyTensor;
import io.github.hdecomp.weights.storage.SourceFile;
import io.github.hdecomp.weights.storage.Storage;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the tensors in what was pickled: a dictionary of them, or one inside a checkpoint. */
final class StateDicts {
    /** Where training scripts keep the network beside the optimizer and the rest. */
    private static final List<String> KEYS = List.of("state_dict", "model_state_dict", "model");

    private static final int DEEPEST = 3;

    private StateDicts() {}

    /**
     * The tensors of an object.
     *
     * @param object what was pickled
     * @param file for complaints
     * @param at the end of the pickle
     * @return by name, in the order of the file
     */
    static Map<String, PickledTensor> find(@Nullable Object object, SourceFile file, long at) throws IOException {
        return find(object, DEEPEST)
                .orElseThrow(() -> file.malformed(
                        at,
                        "it holds " + contents(object)
                                + ", expected tensors by name, or a dictionary of them under one of " + KEYS
                                + "; save model.state_dict()"));
    }

    private static Optional<Map<String, PickledTensor>> find(@Nullable Object object, int depth) {
        if (!(object instanceof Map<?, ?> dictionary) || depth == 0) {
            return Optional.empty();
        }
        for (String key : KEYS) {
            Optional<Map<String, PickledTensor>> inner = find(dictionary.get(key), depth - 1);
            if (inner.isPresent()) {
                return inner;
            }
        }
        Map<String, PickledTensor> tensors = new LinkedHashMap<>();
        dictionary.forEach((key, value) -> {
            if (key instanceof String name) {
                tensor(value).ifPresent(tensor -> tensors.put(name, tensor));
            }
        });
        return tensors.isEmpty() ? Optional.empty() : Optional.of(tensors);
    }

    private static Optional<PickledTensor> tensor(@Nullable Object value) {
        return value instanceof PickledParameter parameter
                ? parameter.tensor()
                : Optional.ofNullable(value instanceof PickledTensor tensor ? tensor : null);
    }

    private static String contents(@Nullable Object object) {
        return object instanceof Map<?, ?> dictionary
                ? "a dictionary with the keys "
                        + dictionary.keySet().stream()
                                .limit(10)
                                .map(Pickled::describe)
                                .toList()
                : Pickled.describe(object);
    }

    /** Where the values of a storage lie. */
    @FunctionalInterface
    interface Places {
        Storage find(PickledStorage storage) throws IOException;
    }

    /** Puts tensors and values together, and checks that they fit. */
    static Map<String, LazyTensor> resolve(Map<String, PickledTensor> tensors, Places places, SourceFile file)
            throws IOException {
        Map<String, LazyTensor> resolved = new LinkedHashMap<>();
        for (Map.Entry<String, PickledTensor> named : tensors.entrySet()) {
            String name = named.getKey();
            PickledTensor tensor = named.getValue();
            Storage storage = places.find(tensor.storage());
            Shape shape = shape(name, tensor.sizes(), file, storage.position());
            resolved.put(name, FileTensor.strided(storage, tensor.offset(), shape, tensor.strides(), name));
        }
        return resolved;
    }

    private static Shape shape(String name, List<Long> sizes, SourceFile file, long at) throws IOException {
        try {
            return Shape.of(sizes.stream().mapToInt(Math::toIntExact).toArray());
        } catch (IllegalArgumentException | ArithmeticException tooLarge) {
            throw file.malformed(
                    at, name + " has shape " + sizes + ", expected extents of 0 or more and fewer than 2^31 elements");
        }
    }
}
