package io.github.hdecomp.nd4j.train.layer;

import io.github.hdecomp.nd4j.kernel.Lanes;
import io.github.hdecomp.nd4j.kernel.Maps;
import io.github.hdecomp.nd4j.kernel.Scratch;
import java.util.Arrays;

/**
 * Sums per channel over the cells of maps. Runs of several cells are added lane by lane in float32, and some of them folded
 * into sums in double: the loops vectorise, and rounding does not grow with the number of cells.
 */
final class CellSums {
    /** Runs that are added in float32 before they are folded. */
    private static final int RUNS = 16;

    private final int channels;
    private final float[] lane;
    private final double[] sums;
    private int runs;

    /**
     * Sums that start at 0.
     *
     * @param channels how many
     * @param lane working space
     */
    CellSums(int channels, float[] lane) {
        this.channels = channels;
        this.lane = lane;
        this.sums = new double[channels];
        Arrays.fill(lane, 0f);
    }

    /** The longest run of whole cells, in floats. */
    static int run(int channels) {
        return Scratch.LANE / channels * channels;
    }

    /** Repeats one number per channel so that they line up with a run of several cells. */
    static void tile(float[] perChannel, float[] lane) {
        int run = run(perChannel.length);
        for (int at = 0; at < run; at += perChannel.length) {
            System.arraycopy(perChannel, 0, lane, at, perChannel.length);
        }
    }

    /** Adds a run of whole cells. */
    void add(float[] values, int length) {
        Lanes.add(values, lane, length);
        if (++runs == RUNS) {
            fold();
        }
    }

    private void fold() {
        int run = run(channels);
        for (int at = 0; at < run; at += channels) {
            for (int c = 0; c < channels; c++) {
                sums[c] += lane[at + c];
            }
        }
        Arrays.fill(lane, 0f);
        runs = 0;
    }

    /** The sums of all that was added. */
    double[] total() {
        fold();
        return sums;
    }

    /** The sums over all cells of maps; lanes 0 and 1 are used. */
    static double[] of(Maps maps, Scratch scratch) {
        if (maps.channels() > Scratch.LANE) {
            return wide(maps);
        }
        CellSums sums = new CellSums(maps.channels(), scratch.lane(1));
        int run = run(maps.channels());
        for (int at = 0; at < maps.size(); at += run) {
            int length = Math.min(run, maps.size() - at);
            maps.data().host().get(maps.at() + at, scratch.lane(0), 0, length);
            sums.add(scratch.lane(0), length);
        }
        return sums.total();
    }

    /** Cells that do not fit a lane are those of vectors, of which there are few. */
    private static double[] wide(Maps maps) {
        double[] sums = new double[maps.channels()];
        float[] cell = new float[maps.channels()];
        for (int i = 0; i < maps.cells(); i++) {
            maps.data().host().get(maps.at() + i * cell.length, cell);
            for (int c = 0; c < cell.length; c++) {
                sums[c] += cell[c];
            }
        }
        return sums;
    }

    static float[] floats(double[] values) {
        float[] rounded = new float[values.length];
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = (float) values[i];
        }
        return rounded;
    }

    /** Sets maps to zero; lane 0 is used. */
    static void clear(Maps maps, Scratch scratch) {
        Arrays.fill(scratch.lane(0), 0f);
        for (int at = 0; at < maps.size(); at += Scratch.LANE) {
            maps.data().host().put(maps.at() + at, scratch.lane(0), 0, Math.min(Scratch.LANE, maps.size() - at));
        }
    }
}
