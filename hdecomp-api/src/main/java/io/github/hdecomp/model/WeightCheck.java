package io.github.hdecomp.model;

import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.text.Suggestions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares the weights that a network reads with those that are there; all tensors of a layer share one complaint. */
final class WeightCheck {
    private final ModelSpec spec;
    private final Weights weights;
    private final Map<String, Shape> wanted = new LinkedHashMap<>();
    private final Map<String, Shape> there = new LinkedHashMap<>();

    WeightCheck(ModelSpec spec, Weights weights) {
        this.spec = spec;
        this.weights = weights;
        spec.parameters().forEach(parameter -> wanted.put(parameter.name(), parameter.shape()));
        weights.names().forEach(name -> there.put(name, weights.shape(name)));
    }

    /** Throws if anything is missing, left over or of another shape. */
    void run() {
        List<String> complaints = new ArrayList<>();
        complaints.addAll(misshaped());
        complaints.addAll(byLayer("missing ", wanted, there));
        complaints.addAll(byLayer("left over ", there, wanted));
        if (!complaints.isEmpty()) {
            throw new IllegalArgumentException(
                    weights.source() + ": does not fit " + spec.name() + ": " + String.join("; ", complaints));
        }
    }

    private List<String> misshaped() {
        List<String> complaints = new ArrayList<>();
        wanted.forEach((name, shape) -> {
            Shape got = there.getOrDefault(name, shape);
            if (!got.equals(shape)) {
                List<String> fitting = there.keySet().stream()
                        .filter(other -> weights.shape(other).equals(shape) && !wanted.containsKey(other))
                        .toList();
                complaints.add(name + " has shape " + got + ", expected " + shape
                        + (fitting.isEmpty() ? "" : " (of that shape, " + Suggestions.sentence(name, fitting) + ")"));
            }
        });
        return complaints;
    }

    /** What one side has and the other has not, a complaint per layer with the nearest names on the other side. */
    private static List<String> byLayer(String what, Map<String, Shape> side, Map<String, Shape> other) {
        Set<String> alone = new LinkedHashSet<>(side.keySet());
        alone.removeAll(other.keySet());
        Map<String, List<String>> layers = alone.stream()
                .collect(Collectors.groupingBy(WeightCheck::layer, LinkedHashMap::new, Collectors.toList()));
        return layers.values().stream()
                .map(names -> what
                        + names.stream()
                                .map(name -> name + " " + side.get(name))
                                .collect(Collectors.joining(", "))
                        + " (" + Suggestions.sentence(names.get(0), candidates(other.keySet(), side.keySet())) + ")")
                .toList();
    }

    /** What a name may have been meant to be: those that have no counterpart either, or all if each has. */
    private static Collection<String> candidates(Set<String> names, Set<String> taken) {
        Set<String> free = new LinkedHashSet<>(names);
        free.removeAll(taken);
        return free.isEmpty() ? names : free;
    }

    private static String layer(String name) {
        return name.substring(0, Math.max(name.lastIndexOf('.'), 0));
    }
}
