package io.github.hdecomp.nd4j.train.layer;

import io.github.hdecomp.nd4j.kernel.Maps;
import java.util.List;

/** A layer in a network that is trained. Unlike a {@link io.github.hdecomp.nd4j.layer.Layer}, it may remember the batch. */
public interface TrainingLayer {

    /**
     * The tensors that it learns, running statistics included.
     *
     * @return in the order of the layer's description; empty for layers that do not change
     */
    List<Parameter> parameters();

    /**
     * Whether a pull-back to the parameters is wanted.
     *
     * @return true if a gradient changes one of them
     */
    default boolean learns() {
        return parameters().stream().anyMatch(Parameter::isLearned);
    }

    /** Gets ready for a batch, once the parameters have their values. */
    default void prepare() {}

    /**
     * Whether the forward pass of each shard depends on all shards.
     *
     * @return true if {@link #gather} has to see all of them first
     */
    default boolean gathers() {
        return false;
    }

    /**
     * Takes from a shard what the others need of it.
     *
     * @param pass the shard
     */
    default void gather(Pass pass) {}

    /**
     * Puts together what was gathered.
     *
     * @param shards how many
     */
    default void combine(int shards) {}

    /**
     * Computes the output of a shard.
     *
     * @param pass the shard
     */
    void forward(Pass pass);

    /**
     * Takes from the cotangents of a shard what the others need of it; only for layers that {@link #gathers}. This is their
     * pull-back to the parameters, too.
     *
     * @param pass the shard
     */
    default void gatherBack(Pass pass) {}

    /**
     * Puts together what was gathered on the way back.
     *
     * @param shards how many
     */
    default void combineBack(int shards) {}

    /**
     * Computes a shard's part of the gradients.
     *
     * @param pass the shard
     */
    default void pullBackToParameters(Pass pass) {}

    /**
     * Pulls the cotangents of a shard back to an input.
     *
     * @param input which input, from 0
     * @param dx cotangents of the input. Modified.
     * @param first whether nothing has been written to them, so that they are overwritten rather than added to
     * @param pass the shard
     */
    void pullBack(int input, Maps dx, boolean first, Pass pass);

    /**
     * Whether cotangents of the input may take the place of those of the output.
     *
     * @return true if each depends on the cotangent in the same place alone
     */
    default boolean worksInPlace() {
        return false;
    }

    /**
     * Whether pull-backs look at the output, so that nobody may write over it.
     *
     * @return false if they do without
     */
    default boolean readsOutput() {
        return false;
    }

    /**
     * The native working space that a thread needs.
     *
     * @return floats
     */
    default int scratch() {
        return 0;
    }

    /**
     * The native working space that a thread needs besides.
     *
     * @return floats
     */
    default int shared() {
        return 0;
    }

    /** Takes over what the batch says of running statistics. */
    default void learn() {}
}
