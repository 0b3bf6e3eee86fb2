package io.github.hdecomp.nd4j.kernel;

import java.nio.FloatBuffer;
import java.util.Optional;

/**
 * The pull-back of a convolution from cotangents of which almost all are 0, such as the seed of a decision: each of the others
 * adds its filter to its window.
 */
final class SparsePullBack {
    /** Cotangents per cell that may differ from 0. */
    private static final int MOST = 2;

    private final ConvolutionWeights weights;
    private final int[] channels;

    private SparsePullBack(ConvolutionWeights weights, int[] channels) {
        this.weights = weights;
        this.channels = channels;
    }

    /** Empty if some cell has too many cotangents that differ from 0; that is known after the first few of a dense patch. */
    static Optional<SparsePullBack> of(ConvolutionWeights weights, Patches dy) {
        int cells = dy.values().cells();
        int[] channels = new int[cells * MOST];
        float[] values = new float[weights.out()];
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
        return Optional.of(new SparsePullBack(weights, channels));
    }

    /** dx = dx + wᵀ dy. */
    void apply(Patches dy, Patches dx, Run run) {
        int perPatch = dy.place().height() * dy.place().width();
        run.parallel(dy.count(), (patch, scratch) -> {
            for (int cell = patch * perPatch; cell < (patch + 1) * perPatch; cell++) {
                for (int i = cell * MOST; i < (cell + 1) * MOST && channels[i] > 0; i++) {
                    int o = channels[i] - 1;
                    float value = dy.values().data().host().get(dy.values().at() + cell * weights.out() + o);
                    add(dy.place(), dx, patch, cell - patch * perPatch, o, value, scratch);
                }
            }
        });
    }

    /** Adds one filter times one cotangent. */
    private void add(Placement from, Patches dx, int patch, int cell, int o, float value, Scratch scratch) {
        Window window = weights.window();
        Placement to = dx.place();
        int top = (from.y(patch) + cell / from.width()) * window.strideHeight() - window.top() - to.y(patch);
        int left = (from.x(patch) + cell % from.width()) * window.strideWidth() - window.left() - to.x(patch);
        int first = o / weights.outPerGroup() * weights.inPerGroup();
        for (int tap = 0; tap < window.taps(); tap++) {
            int y = top + tap / window.kernelWidth() * window.dilationHeight();
            int x = left + tap % window.kernelWidth() * window.dilationWidth();
            if (y >= 0 && y < to.height() && x >= 0 && x < to.width()) {
                int filter = o * weights.filterSize() + tap * weights.inPerGroup();
                addScaled(filter, value, dx.values(), dx.values().index(patch, y, x) + first, scratch);
            }
        }
    }

    private void addScaled(int filter, float value, Maps dx, int at, Scratch scratch) {
        FloatBuffer source = weights.data().host();
        FloatBuffer target = dx.data().host();
        for (int i = 0; i < weights.inPerGroup(); i += Scratch.LANE) {
            int length = Math.min(Scratch.LANE, weights.inPerGroup() - i);
            source.get(filter + i, scratch.lane(0), 0, length);
            target.get(at + i, scratch.lane(1), 0, length);
            Lanes.addScaled(value, scratch.lane(0), scratch.lane(1), length);
            target.put(at + i, scratch.lane(1), 0, length);
        }
    }
}
