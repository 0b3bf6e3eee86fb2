package io.github.hdecomp.nd4j.layer;

import io.github.hdecomp.nd4j.kernel.Lanes;
import io.github.hdecomp.nd4j.kernel.Maps;
import io.github.hdecomp.nd4j.kernel.Patches;
import io.github.hdecomp.nd4j.kernel.Placement;
import io.github.hdecomp.nd4j.kernel.Run;
import io.github.hdecomp.nd4j.kernel.Scratch;
import io.github.hdecomp.tensor.Region;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** Means over windows, which differ among pools only in where each window lies. */
final class WindowMeans {
    /** Channels that a thread works on together: the mean of a whole map is one cell, which threads share all the same. */
    private static final int CHANNELS = 512;

    private WindowMeans() {}

    /** The cells of one window that lie in the map, and the weight of each. */
    record Mean(Region cells, float weight) {

        /** The same mean over a map that begins where a region does. */
        Mean relativeTo(Region region) {
            Region moved = new Region(cells.y() - region.y(), cells.x() - region.x(), cells.height(), cells.width());
            return new Mean(moved, weight);
        }
    }

    /** The window of each output cell. */
    @FunctionalInterface
    interface Windows {
        Mean at(int oy, int ox);
    }

    static void forward(Maps x, Maps y, Windows windows, Run run) {
        int blocks = (y.channels() + CHANNELS - 1) / CHANNELS;
        run.parallel(y.count() * y.height() * blocks, (chunk, scratch) -> {
            int row = chunk / blocks;
            int channel = chunk % blocks * CHANNELS;
            int length = Math.min(CHANNELS, y.channels() - channel);
            for (int ox = 0; ox < y.width(); ox++) {
                Mean mean = windows.at(row % y.height(), ox);
                sum(x, row / y.height(), mean.cells(), channel, length, scratch);
                Lanes.combine(mean.weight(), scratch.lane(0), scratch.lane(0), length);
                y.data()
                        .host()
                        .put(y.index(row / y.height(), row % y.height(), ox) + channel, scratch.lane(0), 0, length);
            }
        });
    }

    /** The sum over some cells goes into lane 0: row sums first, which keeps the rounding of large windows small. */
    private static void sum(Maps x, int n, Region cells, int channel, int length, Scratch scratch) {
        float[] total = scratch.lane(0);
        float[] rowSum = scratch.lane(1);
        Arrays.fill(total, 0, length, 0f);
        for (int row = cells.y(); row < cells.bottom(); row++) {
            Arrays.fill(rowSum, 0, length, 0f);
            for (int column = cells.x(); column < cells.right(); column++) {
                x.data().host().get(x.index(n, row, column) + channel, scratch.lane(2), 0, length);
                Lanes.add(scratch.lane(2), rowSum, length);
            }
            Lanes.add(rowSum, total, length);
        }
    }

    static void pullBack(Patches dy, Patches dx, Windows windows, Run run) {
        int channels = dy.values().channels();
        run.parallel(dy.count(), (patch, scratch) -> {
            for (int row = 0; row < dy.place().height(); row++) {
                for (int column = 0; column < dy.place().width(); column++) {
                    Mean mean = windows.at(dy.place().y(patch) + row, dy.place().x(patch) + column);
                    int at = dy.values().index(patch, row, column);
                    for (int c = 0; c < channels; c += Scratch.LANE) {
                        int length = Math.min(Scratch.LANE, channels - c);
                        dy.values().data().host().get(at + c, scratch.lane(0), 0, length);
                        Lanes.combine(mean.weight(), scratch.lane(0), scratch.lane(0), length);
                        spread(dx, patch, mean.cells(), c, length, scratch);
                    }
                }
            }
        });
    }

    /** Adds lane 0 to every cell of a window. */
    private static void spread(Patches dx, int patch, Region cells, int channel, int length, Scratch scratch) {
        Placement to = dx.place();
        FloatBuffer target = dx.values().data().host();
        int top = Math.max(cells.y() - to.y(patch), 0);
        int bottom = Math.min(cells.bottom() - to.y(patch), to.height());
        int left = Math.max(cells.x() - to.x(patch), 0);
        int right = Math.min(cells.right() - to.x(patch), to.width());
        for (int row = top; row < bottom; row++) {
            for (int column = left; column < right; column++) {
                int at = dx.values().index(patch, row, column) + channel;
                target.get(at, scratch.lane(1), 0, length);
                Lanes.add(scratch.lane(0), scratch.lane(1), length);
                target.put(at, scratch.lane(1), 0, length);
            }
        }
    }
}
