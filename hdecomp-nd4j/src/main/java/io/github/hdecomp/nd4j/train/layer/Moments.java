package io.github.hdecomp.nd4j.train.layer;

import io.github.hdecomp.nd4j.kernel.Maps;
import io.github.hdecomp.nd4j.kernel.Scratch;

/**
 * Mean and variance per channel over the cells of a batch: those of each shard in two passes, put together as Chan, Golub and
 * LeVeque (1979) do, which is exact where the mean is large beside the deviation.
 */
final class Moments {
    private final int channels;
    private final double[][] shardMean;
    private final double[][] shardSquares;
    private final double[] shardCells;
    private float[] means = {};
    private double[] mean = {};
    private double[] squares = {};
    private double cells;

    Moments(int channels, int shards) {
        this.channels = channels;
        this.shardMean = new double[shards][];
        this.shardSquares = new double[shards][];
        this.shardCells = new double[shards];
    }

    /** Takes the moments of a shard. */
    void gather(int shard, Maps x, Scratch scratch) {
        double[] sums = CellSums.of(x, scratch);
        for (int c = 0; c < channels; c++) {
            sums[c] /= x.cells();
        }
        shardCells[shard] = x.cells();
        // The rounded mean is as good a centre as any; what it is off is put right in the sum of squares.
        float[] centre = CellSums.floats(sums);
        double[] squared = squares(x, centre, scratch);
        for (int c = 0; c < channels; c++) {
            double off = sums[c] - centre[c];
            squared[c] -= x.cells() * off * off;
        }
        shardMean[shard] = sums;
        shardSquares[shard] = squared;
    }

    private double[] squares(Maps x, float[] centre, Scratch scratch) {
        CellSums sums = new CellSums(channels, scratch.lane(1));
        CellSums.tile(centre, scratch.lane(2));
        int run = CellSums.run(channels);
        for (int at = 0; at < x.size(); at += run) {
            int length = Math.min(run, x.size() - at);
            x.data().host().get(x.at() + at, scratch.lane(0), 0, length);
            squaredDifference(scratch.lane(2), scratch.lane(0), length);
            sums.add(scratch.lane(0), length);
        }
        return sums.total();
    }

    private static void squaredDifference(float[] centre, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            float difference = y[i] - centre[i];
            y[i] = difference * difference;
        }
    }

    /** Puts the shards together. */
    void combine(int shards) {
        mean = new double[channels];
        squares = new double[channels];
        cells = 0;
        for (int shard = 0; shard < shards; shard++) {
            double more = shardCells[shard];
            double all = cells + more;
            for (int c = 0; c < channels; c++) {
                double difference = shardMean[shard][c] - mean[c];
                mean[c] += difference * more / all;
                squares[c] += shardSquares[shard][c] + difference * difference * cells * more / all;
            }
            cells = all;
        }
        means = CellSums.floats(mean);
    }

    double cells() {
        return cells;
    }

    double mean(int c) {
        return mean[c];
    }

    /** The means in single precision. */
    float[] means() {
        return means;
    }

    /** The mean squared difference from the mean. */
    double variance(int c) {
        return Math.max(squares[c], 0) / cells;
    }
}
