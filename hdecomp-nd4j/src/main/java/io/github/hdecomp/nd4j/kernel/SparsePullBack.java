package io.github.hdecomp.nd4j.kernel;

import java.util.Optional;

/**
 * The pull-back of a convolution from cotangents of which almost all are 0, such as the seed of a decision: each of the others
 * adds its filter to its window.
 */
final class SparsePullBack {
    /** Cotangents per cell that may differ from 0. */
    private static final int MOST = 2;

    private final Convolution convolution;
    private final FilterBlocks filters;
    private final int[] channels;

    private SparsePullBack(Convolution convolution, FilterBlocks filters, int[] channels) {
        this.convolution = convolution;
        this.filters = filters;
        this.channels = channels;
    }

    /** Empty if some cell has too many cotangents that differ from 0; that is known after the first few of a dense patch. */
    static Optional<SparsePullBack> of(Convolution convolution, FilterBlocks filters, Patches dy) {
        int cells = dy.values().cells();
        int[] channels = new int[cells * MOST];
        float[] values = new float[convolution.out()];
        for (int cell = 0; cell < cells; cell++) {
            dy.values().data().host().get(dy.values().at() + cell * values.length, values);
            int found = 0;
            for (int o = 0; o < values.length; o++) {
                if (values[o] != 0) {
                    if (found == MOST) {
                        return Optional.empty();
                    }
                    // 0 stands for no channel.
                    channels[cell * MOST + found++] = o + 1;
                }
            }
        }
        return Optional.of(new SparsePullBack(convolution, filters, channels));
    }

    /** dx = dx + wᵀ dy, or wᵀ dy alone where it is the first that is added. */
    void apply(Patches dy, Patches dx, boolean first, Run run) {
        int perPatch = dy.place().height() * dy.place().width();
        run.parallel(dy.count(), perPatch * convolution.filterSize(), (patch, scratch) -> {
            if (first) {
                dx.clear(patch, 1, scratch);
            }
            for (int cell = patch * perPatch; cell < (patch + 1) * perPatch; cell++) {
                for (int i = cell * MOST; i < (cell + 1) * MOST && channels[i] > 0; i++) {
                    int o = channels[i] - 1;
                    float value = dy.values().data().host().get(dy.values().at() + cell * convolution.out() + o);
                    add(dy.place(), dx, patch, cell - patch * perPatch, o, value, scratch);
                }
            }
        });
    }

    /** Adds one filter times one cotangent. */
    private void add(Placement from, Patches dx, int patch, int cell, int o, float value, Scratch scratch) {
        Window window = convolution.window();
        Placement to = dx.place();
        int top = (from.y(patch) + cell / from.width()) * window.strideHeight() - window.top() - to.y(patch);
        int left = (from.x(patch) + cell % from.width()) * window.strideWidth() - window.left() - to.x(patch);
        int first = o / convolution.outPerGroup() * convolution.inPerGroup();
        for (int tap = 0; tap < window.taps(); tap++) {
            int y = top + tap / window.kernelWidth() * window.dilationHeight();
            int x = left + tap % window.kernelWidth() * window.dilationWidth();
            if (y >= 0 && y < to.height() && x >= 0 && x < to.width()) {
                int at = dx.values().index(patch, y, x) + first;
                for (int block = 0; block < filters.blocks(); block++) {
                    int into = at + filters.channel(block);
                    addScaled(filters.index(block, tap, o), value, dx.values(), into, filters.count(block), scratch);
                }
            }
        }
    }

    private void addScaled(int filter, float value, Maps dx, int at, int length, Scratch scratch) {
        filters.data().host().get(filter, scratch.lane(0), 0, length);
        dx.data().host().get(at, scratch.lane(1), 0, length);
        Lanes.addScaled(value, scratch.lane(0), scratch.lane(1), length);
        dx.data().host().put(at, scratch.lane(1), 0, length);
    }
}
