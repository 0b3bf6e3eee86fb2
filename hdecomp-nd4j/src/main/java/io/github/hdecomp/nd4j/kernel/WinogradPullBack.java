package io.github.hdecomp.nd4j.kernel;

import io.github.hdecomp.nd4j.memory.NativeFloats;
import io.github.hdecomp.nd4j.memory.NativeMemory;
import io.github.hdecomp.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * The pull-back of a convolution with 3 by 3 windows, stride 1 and a border of one cell as the convolution that it is: of the
 * cotangents with the filters turned by half a circle, input and output channels exchanged. It takes its own filters, which
 * are transformed when the first large patch comes: trees on patches never need them.
 */
final class WinogradPullBack {
    /** Cells of a patch from which on it pays. */
    private static final int LEAST_CELLS = 14 * 14;

    private final Convolution transposed;
    private final FilterBlocks blocks;
    private final WinogradTile tile;
    private final WinogradProduct product;
    private final Epilogue sum;
    private final NativeMemory memory;
    private volatile @Nullable NativeFloats filters;

    /**
     * A pull-back.
     *
     * @param convolution one that {@linkplain #fits fits}
     * @param blocks its filters
     * @param input the shape of its input
     * @param side cells of a tile per direction
     * @param memory owns the transformed filters
     */
    WinogradPullBack(Convolution convolution, FilterBlocks blocks, Shape input, int side, NativeMemory memory) {
        this.transposed = new Convolution(convolution.out(), convolution.in(), 1, convolution.window());
        this.blocks = blocks;
        this.tile = side == 4 ? new WinogradFour() : new WinogradTwo();
        int tiles = (input.height() + side - 1) / side * ((input.width() + side - 1) / side);
        this.product = new WinogradProduct(transposed, tile, Math.min(tiles, WinogradConvolution.MOST_TILES));
        this.sum = Epilogue.bias(new float[transposed.out()]).thenResidual();
        this.memory = memory;
    }

    /** Whether a convolution has this geometry. */
    static boolean fits(Convolution convolution) {
        Window window = convolution.window();
        return WinogradProduct.fits(convolution)
                && window.top() == 1
                && window.left() == 1
                && window.bottom() == 1
                && window.right() == 1;
    }

    /** The native working space that each thread needs. */
    int scratch() {
        return product.scratch();
    }

    /** The native working space that all threads share. */
    int shared() {
        return product.shared();
    }

    /** Whether patches are large enough; those of whole maps, and others whose windows lie in the same places. */
    boolean pays(Patches dy, Patches dx) {
        return dy.place().height() * dy.place().width() >= LEAST_CELLS
                && dy.place().same(dx.place());
    }

    /** dx = dx + wᵀ dy. */
    void apply(Patches dy, Patches dx, Run run) {
        product.multiply(filters(), dy.values(), dx.values(), sum, dx.values(), run);
    }

    private NativeFloats filters() {
        NativeFloats known = filters;
        if (known != null) {
            return known;
        }
        synchronized (this) {
            NativeFloats transformed = filters;
            if (transformed == null) {
                transformed = WinogradFilters.transform(
                        transposed, tile, (out, tap, in) -> blocks.weight(in, 8 - tap, out), memory);
                filters = transformed;
            }
            return transformed;
        }
    }
}
