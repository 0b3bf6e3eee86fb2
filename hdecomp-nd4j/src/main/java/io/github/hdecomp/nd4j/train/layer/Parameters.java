package io.github.hdecomp.nd4j.train.layer;

import io.github.hdecomp.model.NodeSpec;
import io.github.hdecomp.model.ParameterSpec;
import io.github.hdecomp.model.Weights;
import io.github.hdecomp.nd4j.kernel.Engines;
import io.github.hdecomp.nd4j.layer.ParameterSource;
import io.github.hdecomp.nd4j.memory.NativeMemory;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Makes the parameters of a network out of its weights. */
public final class Parameters {
    private final Weights weights;
    private final Predicate<String> frozen;
    private final int shards;
    private final NativeMemory memory;
    private final Set<String> taken = new HashSet<>();

    /**
     * Parameters to be made.
     *
     * @param weights their first values
     * @param frozen says by their names which tensors stay as they are
     * @param shards how many shards a batch has at the most
     * @param memory owns them
     */
    public Parameters(Weights weights, Predicate<String> frozen, int shards, NativeMemory memory) {
        this.weights = weights;
        this.frozen = frozen;
        this.shards = shards;
        this.memory = memory;
    }

    /** Whether a layer stays as it is altogether. */
    boolean isFrozen(NodeSpec node) {
        return node.parameters().stream().allMatch(this::isFrozen);
    }

    /** Whether a tensor stays as it is. */
    boolean isFrozen(ParameterSpec spec) {
        return frozen.test(spec.name());
    }

    /** The weights of layers that stay as they are. */
    ParameterSource source() {
        return new ParameterSource(weights, memory, new Engines(Optional.empty(), Optional.of("product")));
    }

    /** How many shards a batch has at the most. */
    int shards() {
        return shards;
    }

    NativeMemory memory() {
        return memory;
    }

    /** A tensor that gradients change unless it is frozen. */
    Parameter learned(ParameterSpec spec, Order order) {
        return take(spec, order, !isFrozen(spec));
    }

    /** A tensor that gradients never change. */
    Parameter statistic(ParameterSpec spec) {
        return take(spec, Order.SAME, false);
    }

    private Parameter take(ParameterSpec spec, Order order, boolean learned) {
        if (!taken.add(spec.name())) {
            throw new IllegalArgumentException(
                    spec.name()
                            + ": two layers read this tensor, expected one; tensors that layers share can only be trained frozen");
        }
        Parameter parameter = new Parameter(spec, order, learned, shards, memory);
        parameter.set(parameter.values(), weights.tensor(spec.name()));
        return parameter;
    }
}
