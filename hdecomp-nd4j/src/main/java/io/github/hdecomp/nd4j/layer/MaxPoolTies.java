package io.github.hdecomp.nd4j.layer;

import io.github.hdecomp.nd4j.kernel.Lanes;
import io.github.hdecomp.nd4j.kernel.Maps;
import io.github.hdecomp.nd4j.kernel.Patches;
import io.github.hdecomp.nd4j.kernel.Scratch;
import io.github.hdecomp.nd4j.kernel.Window;
import java.util.Arrays;

/**
 * Divides the cotangents of max pooling among the cells of each window that equal its maximum, for some channels.
 *
 * @param window the geometry
 * @param x the recorded input
 * @param y the recorded output
 * @param dy cotangents of the output. Not modified.
 * @param dx cotangents of the input. Modified.
 * @param channel the first channel
 * @param channels how many, at most {@link Scratch#LANE}
 * @param scratch lanes 0 to 4 are used
 */
record MaxPoolTies(Window window, Maps x, Maps y, Patches dy, Patches dx, int channel, int channels, Scratch scratch) {

    /** One row of a patch of the output. */
    void row(int patch, int row) {
        int oy = dy.place().y(patch) + row;
        for (int column = 0; column < dy.place().width(); column++) {
            int ox = dy.place().x(patch) + column;
            y.data().host().get(y.index(dy.place().map(patch), oy, ox) + channel, scratch.lane(0), 0, channels);
            dy.values()
                    .data()
                    .host()
                    .get(dy.values().index(patch, row, column) + channel, scratch.lane(1), 0, channels);
            share(patch, oy, ox);
        }
    }

    /** Lane 0 holds the maximum, lane 1 its cotangent. */
    private void share(int patch, int oy, int ox) {
        float[] ties = scratch.lane(3);
        Arrays.fill(ties, 0, channels, 0f);
        for (int tap = 0; tap < window.taps(); tap++) {
            if (load(patch, oy, ox, tap)) {
                Lanes.countEqual(scratch.lane(2), scratch.lane(0), ties, channels);
            }
        }
        Lanes.divide(ties, scratch.lane(1), channels);
        for (int tap = 0; tap < window.taps(); tap++) {
            int row = inputRow(oy, tap) - dx.place().y(patch);
            int column = inputColumn(ox, tap) - dx.place().x(patch);
            boolean reaches = row >= 0
                    && row < dx.place().height()
                    && column >= 0
                    && column < dx.place().width();
            if (reaches && load(patch, oy, ox, tap)) {
                int at = dx.values().index(patch, row, column) + channel;
                dx.values().data().host().get(at, scratch.lane(4), 0, channels);
                Lanes.addWhereEqual(scratch.lane(2), scratch.lane(0), scratch.lane(1), scratch.lane(4), channels);
                dx.values().data().host().put(at, scratch.lane(4), 0, channels);
            }
        }
    }

    /** Reads one cell of a window into lane 2; false if it lies in the padding. */
    private boolean load(int patch, int oy, int ox, int tap) {
        int row = inputRow(oy, tap);
        int column = inputColumn(ox, tap);
        if (row < 0 || row >= x.height() || column < 0 || column >= x.width()) {
            return false;
        }
        x.data().host().get(x.index(dy.place().map(patch), row, column) + channel, scratch.lane(2), 0, channels);
        return true;
    }

    private int inputRow(int oy, int tap) {
        return oy * window.strideHeight() - window.top() + tap / window.kernelWidth() * window.dilationHeight();
    }

    private int inputColumn(int ox, int tap) {
        return ox * window.strideWidth() - window.left() + tap % window.kernelWidth() * window.dilationWidth();
    }
}
