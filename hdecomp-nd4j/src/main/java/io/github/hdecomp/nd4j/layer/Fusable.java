package io.github.hdecomp.nd4j.layer;

import io.github.hdecomp.nd4j.kernel.Epilogue;
import io.github.hdecomp.nd4j.kernel.Filters;
import io.github.hdecomp.nd4j.kernel.LinearMap;
import io.github.hdecomp.nd4j.kernel.Maps;
import io.github.hdecomp.nd4j.kernel.Part;
import io.github.hdecomp.nd4j.kernel.Run;
import io.github.hdecomp.relevance.WeightPart;
import io.github.hdecomp.tensor.Region;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A layer that can apply batch norms, residuals and ReLUs that follow it while its output is in the cache. */
public interface Fusable extends Layer {

    /**
     * What the layer itself does after its product: its bias.
     *
     * @return the epilogue to which followers are added
     */
    Epilogue epilogue();

    /**
     * Says which epilogue most calls of {@code forward} will have, and that the layer is complete. Called once, before the
     * first of them.
     *
     * @param epilogue the layer's own with followers'
     */
    default void prepare(Epilogue epilogue) {}

    /**
     * What the layer multiplies by.
     *
     * @return the weights; those of a linear layer as of a 1 by 1 window
     */
    Filters filters();

    /**
     * The product with the weights, without bias and followers.
     *
     * @return the product
     */
    LinearMap product();

    /**
     * The product with a part of the weights, without bias and followers.
     *
     * @param part what is taken of each weight, after it was multiplied
     * @param scale what the weights of each output channel are multiplied by first: by 1, or always by the same numbers
     * @return the product; what it needs to keep, the layer keeps for the next call
     */
    LinearMap product(WeightPart part, float[] scale);

    @Override
    default RelevanceFlow relevanceFlow() {
        return RelevanceFlow.RULE;
    }

    /**
     * Computes the output of the layer and its followers.
     *
     * @param x the input. Not modified.
     * @param y receives the output. Modified.
     * @param epilogue the layer's own with the followers'
     * @param residual what the epilogue adds, or null. Not modified.
     * @param run threads and working space
     */
    void forward(Maps x, Maps y, Epilogue epilogue, @Nullable Maps residual, Run run);

    /**
     * Whether the layer computes parts of its output, and such a part in less time than plain products.
     *
     * @param count how many maps
     * @param region the part of each
     * @return false where only whole maps can be computed
     */
    default boolean suits(int count, Region region) {
        return false;
    }

    /**
     * Computes a part of the output of the layer and its followers: all of it, or one that {@linkplain #suits suits}.
     *
     * @param x covers all cells of the map that y reads. Not modified.
     * @param y receives the output. Modified.
     * @param epilogue the layer's own with the followers'
     * @param residual what the epilogue adds, in the shape of y, or null. Not modified.
     * @param run threads and working space
     */
    default void forward(Part x, Part y, Epilogue epilogue, @Nullable Maps residual, Run run) {
        forward(x.values(), y.values(), epilogue, residual, run);
    }

    @Override
    default void forward(List<Maps> x, Maps y, Run run) {
        forward(x.get(0), y, epilogue(), null, run);
    }
}
