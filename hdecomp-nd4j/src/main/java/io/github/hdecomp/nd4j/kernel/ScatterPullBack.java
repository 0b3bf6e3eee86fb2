package io.github.hdecomp.nd4j.kernel;

import io.github.hdecomp.nd4j.memory.NativeFloats;
import io.github.hdecomp.nd4j.memory.NativeMemory;
import org.jspecify.annotations.Nullable;

/**
 * The pull-back of a convolution with 3 by 3 windows and stride 1 on patches of a few cells by {@linkplain ScatterTile minimal
 * filtering} of cotangents: tiles of 3 by 3 of them are transformed, multiplied by the transformed filters, one product of
 * matrices for each place in the tile, transformed back and added to the 5 by 5 inputs that they reach. That takes 25 products
 * per tile in place of 81, and none for the border around a patch, of which tiles of the input would mostly consist. All tiles
 * take each step together; products are shared out by place in the tile, so that each filter is read once.
 */
final class ScatterPullBack {
    private static final int PLACES = ScatterTile.PLACES * ScatterTile.PLACES;

    private static final int LEAST_CHANNELS = 16;

    /** Floats of transformed tiles that take a step together, at the most, */
    private static final int BLOCK = 1 << 21;

    /** and tiles, so many that products reach their full speed. */
    private static final int TILES = 512;

    private final Convolution convolution;
    private final FilterBlocks blocks;
    private final NativeMemory memory;
    private volatile @Nullable NativeFloats filters;

    /**
     * A pull-back.
     *
     * @param convolution one that {@linkplain #fits fits}
     * @param blocks its filters, which are transformed when they are first needed
     * @param memory owns the transformed filters
     */
    ScatterPullBack(Convolution convolution, FilterBlocks blocks, NativeMemory memory) {
        this.convolution = convolution;
        this.blocks = blocks;
        this.memory = memory;
    }

    /** Whether a convolution has this geometry, and channels enough to be worth it. */
    static boolean fits(Convolution convolution) {
        return WinogradProduct.fits(convolution)
                && Math.min(convolution.in(), convolution.out()) >= LEAST_CHANNELS
                && Math.max(convolution.in(), convolution.out()) <= Scratch.CELL;
    }

    /** The native working space that all threads share. */
    int shared() {
        return Math.min(BLOCK, floatsPerTile() * TILES);
    }

    private int floatsPerTile() {
        return PLACES * (convolution.in() + convolution.out());
    }

    private static int tiles(Patches dy) {
        return ScatterTransforms.tiles(dy.place().height())
                * ScatterTransforms.tiles(dy.place().width());
    }

    /** Patches that take a step together; 0 if not even one of them fits the working space. */
    private int perBlock(Patches dy) {
        return shared() / (floatsPerTile() * tiles(dy));
    }

    /** Patches of a block whose transforms are computed together. */
    private int perGroup(Patches dy) {
        return Math.min(Scratch.CELL / Math.max(convolution.in(), convolution.out()), perBlock(dy));
    }

    /** Whether it is faster than products of all cotangents with all filters. */
    boolean pays(Patches dy) {
        if (tiles(dy) == 0 || !ScatterTransforms.fits(dy.place()) || perBlock(dy) == 0) {
            return false;
        }
        ScatterCosts costs = new ScatterCosts(convolution.in(), convolution.out());
        return costs.scatter(dy.count() * tiles(dy))
                < costs.products(dy.values().cells());
    }

    /** dx = dx + wᵀ dy, or wᵀ dy alone where it is the first that is added. */
    void apply(Patches dy, Patches dx, boolean first, Run run) {
        NativeFloats transformed = filters();
        int step = perBlock(dy);
        for (int patch = 0; patch < dy.count(); patch += step) {
            new Block(dy, dx, patch, Math.min(step, dy.count() - patch), run).apply(transformed, first);
        }
    }

    /** Patches that take each step together: (place, row, channel), for the cotangents and then for the inputs. */
    private final class Block {
        private final Patches dy;
        private final Patches dx;
        private final int first;
        private final int patches;
        private final Run run;
        private final int rows;

        Block(Patches dy, Patches dx, int first, int patches, Run run) {
            this.dy = dy;
            this.dx = dx;
            this.first = first;
            this.patches = patches;
            this.run = run;
            this.rows = patches * tiles(dy);
        }

        private int products() {
            return PLACES * rows * convolution.out();
        }

        void apply(NativeFloats transformed, boolean clear) {
            int groups = (patches + perGroup(dy) - 1) / perGroup(dy);
            run.parallel(groups, (group, scratch) -> group(group).input(run.shared(), 0, rows, row(group), scratch));
            run.parallel(PLACES, (place, scratch) -> multiply(transformed, place));
            run.parallel(groups, (group, scratch) -> {
                if (clear) {
                    dx.clear(group(group).first(), group(group).patches(), scratch);
                }
                group(group).output(run.shared(), products(), rows, row(group), scratch);
            });
        }

        private ScatterTransforms group(int group) {
            int before = group * perGroup(dy);
            int count = Math.min(perGroup(dy), patches - before);
            return new ScatterTransforms(convolution.window(), dy, dx, first + before, count);
        }

        private int row(int group) {
            return group * perGroup(dy) * tiles(dy);
        }

        private void multiply(NativeFloats transformed, int place) {
            int in = convolution.in();
            int out = convolution.out();
            Gemm.Matrix v = new Gemm.Matrix(run.shared(), place * rows * out, out);
            Gemm.Matrix u = new Gemm.Matrix(transformed, place * out * in, in);
            Gemm.Matrix m = new Gemm.Matrix(run.shared(), products() + place * rows * in, in);
            run.gemm().multiply(rows, in, out, v, false, u, false, 0f, m);
        }
    }

    private NativeFloats filters() {
        NativeFloats known = filters;
        if (known != null) {
            return known;
        }
        synchronized (this) {
            NativeFloats transformed = filters;
            if (transformed == null) {
                transformed = transform();
                filters = transformed;
            }
            return transformed;
        }
    }

    /** The filters as (place, channel out, channel in). */
    private NativeFloats transform() {
        int in = convolution.in();
        int out = convolution.out();
        NativeFloats transformed = memory.allocate(Math.multiplyExact(PLACES, in * out));
        float[][] rows = new float[PLACES][in];
        double[] g = new double[9];
        for (int o = 0; o < out; o++) {
            for (int i = 0; i < in; i++) {
                for (int tap = 0; tap < g.length; tap++) {
                    g[tap] = blocks.weight(o, tap, i);
                }
                double[] u = ScatterTile.filter(g);
                for (int place = 0; place < PLACES; place++) {
                    rows[place][i] = (float) u[place];
                }
            }
            for (int place = 0; place < PLACES; place++) {
                transformed.host().put((place * out + o) * in, rows[place]);
            }
        }
        return transformed;
    }
}
