package io.github.hdecomp.nd4j.kernel;

/** A linear map y = w x of feature maps and its transpose. */
public interface LinearMap {

    /**
     * y = w x.
     *
     * @param x the input, one map. Not modified.
     * @param y receives the output, one map; where no map of {@code wanted} has anything but 0, it may be anything finite.
     *     Modified.
     * @param wanted maps in the shape of y. Not modified.
     * @param run threads and working space
     */
    void forward(Maps x, Maps y, Maps wanted, Run run);

    /**
     * dx = dx + wᵀ dy.
     *
     * @param dy not modified
     * @param dx modified
     * @param run threads and working space
     */
    void pullBack(Patches dy, Patches dx, Run run);
}
