package io.github.hdecomp.nd4j.layer;

import io.github.hdecomp.nd4j.kernel.Maps;
import io.github.hdecomp.nd4j.kernel.Patches;
import io.github.hdecomp.nd4j.kernel.Run;
import io.github.hdecomp.tensor.Region;
import java.util.List;

/** A function from feature maps to feature maps, with the transpose of its derivative. Immutable. */
public interface Layer extends LayerPlan {

    /**
     * Computes the output.
     *
     * @param x the inputs. Not modified.
     * @param y receives the output. Modified.
     * @param run threads and working space
     */
    void forward(List<Maps> x, Maps y, Run run);

    /**
     * Computes a region of the output.
     *
     * @param x for each input, what the region reads of it: its {@link #inputRegion}, cut at the map's border. Not modified.
     * @param y receives the region. Modified.
     * @param region a region of the output's map
     * @param run threads and working space
     */
    default void forward(List<Maps> x, Maps y, Region region, Run run) {
        forward(x, y, run);
    }

    /**
     * Pulls cotangents back to one input: dx = dx + (∂y/∂x)ᵀ dy, at what was recorded.
     *
     * @param input which input, from 0
     * @param dy cotangents of the output. Layers with one input may modify it, since they are its last reader.
     * @param dx cotangents of the input. Modified.
     * @param context what was recorded, and the rule for ReLUs
     */
    void pullBack(int input, Patches dy, Patches dx, PullBackContext context);

    /**
     * Pulls back to an input that nothing was pulled back to before: dx = (∂y/∂x)ᵀ dy, whatever dx holds. Layers whose threads
     * write to places of their own set those to zero themselves, while they are in the cache.
     *
     * @param input which input, from 0
     * @param dy cotangents of the output. Layers with one input may modify it, since they are its last reader.
     * @param dx receives cotangents of the input. Modified.
     * @param context what was recorded, and the rule for ReLUs
     */
    default void pullBackFirst(int input, Patches dy, Patches dx, PullBackContext context) {
        dx.clear(context.run());
        pullBack(input, dy, dx, context);
    }

    /**
     * How relevance goes down through the layer.
     *
     * @return in proportion if the layer does not say otherwise
     */
    default RelevanceFlow relevanceFlow() {
        return RelevanceFlow.PROPORTION;
    }

    /**
     * Whether output and input are the same values in the same order, so that no work need be done.
     *
     * @return true for identities
     */
    default boolean isIdentity() {
        return false;
    }

    /**
     * The native working space that each thread needs.
     *
     * @return floats
     */
    default int scratch() {
        return 0;
    }

    /**
     * The native working space that all threads share.
     *
     * @return floats
     */
    default int shared() {
        return 0;
    }

    /**
     * How the layer is computed.
     *
     * @return an engine's name, empty where there is one way only
     */
    default String engine() {
        return "";
    }

    @Override
    default Layer load(ParameterSource parameters) {
        return this;
    }
}
