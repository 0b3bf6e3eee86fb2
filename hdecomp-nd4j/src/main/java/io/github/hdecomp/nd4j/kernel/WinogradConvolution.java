package io.github.hdecomp.nd4j.kernel;

import io.github.hdecomp.nd4j.memory.NativeFloats;
import io.github.hdecomp.nd4j.memory.NativeMemory;
import io.github.hdecomp.tensor.Region;
import org.jspecify.annotations.Nullable;

/** Convolution with 3 by 3 windows and stride 1 by {@linkplain WinogradProduct minimal filtering}. */
public final class WinogradConvolution implements ConvolutionEngine {
    /** Tiles that take a step together, at the most: several images share a step. */
    static final int MOST_TILES = 512;

    private final WinogradTile tile;
    private final WinogradProduct product;
    private final NativeFloats filters;

    /**
     * Transforms the filters.
     *
     * @param weights one that {@linkplain WinogradProduct#fits fits}
     * @param wide whether tiles are of 4 by 4 cells rather than 2 by 2
     * @param memory owns the transformed filters
     */
    public WinogradConvolution(ConvolutionWeights weights, boolean wide, NativeMemory memory) {
        Convolution convolution = weights.convolution();
        this.tile = wide ? new WinogradFour() : new WinogradTwo();
        this.product = new WinogradProduct(convolution, tile, MOST_TILES);
        this.filters = WinogradFilters.transform(
                convolution,
                tile,
                (o, tap, i) -> weights.data().host().get((o * 9 + tap) * convolution.in() + i),
                memory);
    }

    @Override
    public String name() {
        return "winograd" + tile.outputs();
    }

    @Override
    public int scratch() {
        return product.scratch();
    }

    @Override
    public int shared() {
        return product.shared();
    }

    @Override
    public void forward(Maps x, Maps y, Epilogue epilogue, @Nullable Maps residual, Run run) {
        product.multiply(filters, x, y, epilogue, residual, run);
    }

    @Override
    public boolean suits(int count, Region region) {
        return product.pays(count, region.height(), region.width());
    }

    @Override
    public void forward(Part x, Part y, Epilogue epilogue, @Nullable Maps residual, Run run) {
        product.multiply(filters, x, y, epilogue, residual, run);
    }
}
