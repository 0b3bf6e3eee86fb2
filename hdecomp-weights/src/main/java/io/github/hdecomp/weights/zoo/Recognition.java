package io.github.hdecomp.weights.zoo;

import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.NodeSpec;
import io.github.hdecomp.model.ParameterSpec;
import io.github.hdecomp.model.Weights;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How well the tensors of a file fit a network of the zoo, by their names and shapes.
 *
 * @param spec the network, for as many classes as the file has
 * @param fitting how many of its parameters the file has in the right shape
 * @param parameters how many parameters it has
 * @param extra how many tensors of the file it does not read
 */
public record Recognition(ModelSpec spec, int fitting, int parameters, int extra) {

    /**
     * Whether every tensor has its place.
     *
     * @return true if none is missing, left over or mis-shaped
     */
    public boolean isExact() {
        return fitting == parameters && extra == 0;
    }

    /**
     * All networks with which a file has anything in common.
     *
     * @param weights the tensors
     * @return best first; exact ones before all others
     */
    public static List<Recognition> of(Weights weights) {
        return Zoo.names().stream()
                .map(name -> of(spec(name, weights), weights))
                .filter(recognition -> recognition.fitting > 0)
                .sorted(Comparator.comparing(Recognition::isExact)
                        .reversed()
                        .thenComparingDouble(recognition ->
                                -(double) recognition.fitting / (recognition.parameters + recognition.extra)))
                .toList();
    }

    private static Recognition of(ModelSpec spec, Weights weights) {
        Set<String> unread = new HashSet<>(weights.names());
        List<ParameterSpec> parameters = spec.parameters();
        int fitting = 0;
        for (ParameterSpec parameter : parameters) {
            boolean there = unread.remove(parameter.name());
            fitting += there && weights.shape(parameter.name()).equals(parameter.shape()) ? 1 : 0;
        }
        return new Recognition(spec, fitting, parameters.size(), unread.size());
    }

    /**
     * A network for as many classes as a file has: the first extent of its last layer's weight.
     *
     * @param name the network's name
     * @param weights the tensors
     * @return its description; for the classes of its published weights if the file does not tell
     * @throws IllegalArgumentException if there is no such network; lists all
     */
    public static ModelSpec spec(String name, Weights weights) {
        ModelSpec published = Zoo.find(name);
        return head(published)
                .filter(weights.names()::contains)
                .map(weights::shape)
                .filter(shape -> shape.rank() > 0 && shape.extent(0) > 0)
                .map(shape -> Zoo.find(name, shape.extent(0)))
                .orElse(published);
    }

    /** The weight of the last layer that has any. */
    private static Optional<String> head(ModelSpec spec) {
        List<NodeSpec> nodes = spec.nodes();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            if (!nodes.get(i).parameters().isEmpty()) {
                return Optional.of(nodes.get(i).parameters().get(0).name());
            }
        }
        return Optional.empty();
    }
}
