package io.github.hdecomp.nd4j.kernel;

import io.github.hdecomp.nd4j.memory.NativeMemory;
import io.github.hdecomp.tensor.Shape;
import java.util.Optional;

/**
 * The pull-back of a convolution to its input, dx = dx + wᵀ dy, on patches of any size, each by what is fastest for it: a few
 * filters added up, minimal filtering, or products of matrices.
 */
public final class ConvolutionPullBack {
    private final Convolution convolution;
    private final FilterBlocks filters;
    private final ProductPullBack products;
    private final Optional<WinogradPullBack> winograd;
    private final Optional<ScatterPullBack> scatter;

    /**
     * Lays the filters out.
     *
     * @param weights copied
     * @param input the shape of the convolution's input
     * @param side cells of a tile per direction where minimal filtering of whole maps pays, 2 or 4; empty where it does not
     * @param patches whether to take minimal filtering for small patches where that pays
     * @param memory owns the copies
     */
    public ConvolutionPullBack(
            ConvolutionWeights weights, Shape input, Optional<Integer> side, boolean patches, NativeMemory memory) {
        this.convolution = weights.convolution();
        this.filters = new FilterBlocks(weights, memory);
        this.products = new ProductPullBack(convolution, filters);
        this.winograd = side.filter(ignored -> WinogradPullBack.fits(convolution))
                .map(cells -> new WinogradPullBack(convolution, filters, input, cells, memory));
        this.scatter = patches && ScatterPullBack.fits(convolution)
                ? Optional.of(new ScatterPullBack(convolution, filters, memory))
                : Optional.empty();
    }

    /**
     * The native working space that each thread needs.
     *
     * @return floats
     */
    public int scratch() {
        return Math.max(
                products.scratch(), winograd.map(WinogradPullBack::scratch).orElse(0));
    }

    /**
     * The native working space that all threads share.
     *
     * @return floats
     */
    public int shared() {
        return Math.max(
                winograd.map(WinogradPullBack::shared).orElse(0),
                scatter.map(ScatterPullBack::shared).orElse(0));
    }

    /**
     * The filters as they were laid out.
     *
     * @return those of all channels
     */
    public Filters filters() {
        return filters.filters();
    }

    /**
     * dx = dx + wᵀ dy.
     *
     * @param dy cotangents of the bare convolution's output. Not modified.
     * @param dx cotangents of the input; cells of the windows outside its patches are left out. Modified.
     * @param run threads and working space
     */
    public void apply(Patches dy, Patches dx, Run run) {
        apply(dy, dx, false, run);
    }

    /**
     * dx = wᵀ dy, whatever dx holds.
     *
     * @param dy cotangents of the bare convolution's output. Not modified.
     * @param dx receives cotangents of the input; cells of the windows outside its patches are left out. Modified.
     * @param run threads and working space
     */
    public void applyFirst(Patches dy, Patches dx, Run run) {
        apply(dy, dx, true, run);
    }

    private void apply(Patches dy, Patches dx, boolean first, Run run) {
        Optional<SparsePullBack> sparse = SparsePullBack.of(convolution, filters, dy);
        if (sparse.isPresent()) {
            sparse.get().apply(dy, dx, first, run);
        } else if (winograd.isPresent() && winograd.get().pays(dy, dx)) {
            if (first) {
                dx.clear(run);
            }
            winograd.get().apply(dy, dx, run);
        } else if (scatter.isPresent() && scatter.get().pays(dy)) {
            scatter.get().apply(dy, dx, first, run);
        } else {
            products.apply(dy, dx, first, run);
        }
    }
}
