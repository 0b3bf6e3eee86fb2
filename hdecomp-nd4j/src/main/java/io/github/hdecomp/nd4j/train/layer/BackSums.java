package io.github.hdecomp.nd4j.train.layer;

import io.github.hdecomp.nd4j.kernel.Lanes;
import io.github.hdecomp.nd4j.kernel.Maps;
import io.github.hdecomp.nd4j.kernel.Scratch;

/** Per channel Σ dy and Σ dy · (x - mean) over the cells of a batch. */
final class BackSums {
    private final int channels;
    private final double[][] shardPlain;
    private final double[][] shardCentred;
    private double[] plain = {};
    private double[] centred = {};

    BackSums(int channels, int shards) {
        this.channels = channels;
        this.shardPlain = new double[shards][];
        this.shardCentred = new double[shards][];
    }

    /** Takes the sums of a shard. */
    void gather(int shard, Maps x, Maps dy, float[] means, Scratch scratch) {
        CellSums plainSums = new CellSums(channels, scratch.lane(2));
        CellSums centredSums = new CellSums(channels, scratch.lane(3));
        CellSums.tile(means, scratch.lane(4));
        int run = CellSums.run(channels);
        for (int at = 0; at < x.size(); at += run) {
            int length = Math.min(run, x.size() - at);
            x.data().host().get(x.at() + at, scratch.lane(0), 0, length);
            dy.data().host().get(dy.at() + at, scratch.lane(1), 0, length);
            plainSums.add(scratch.lane(1), length);
            subtract(scratch.lane(4), scratch.lane(0), length);
            Lanes.multiply(scratch.lane(1), scratch.lane(0), length);
            centredSums.add(scratch.lane(0), length);
        }
        shardPlain[shard] = plainSums.total();
        shardCentred[shard] = centredSums.total();
    }

    private static void subtract(float[] x, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] -= x[i];
        }
    }

    /** Adds up the shards. */
    void combine(int shards) {
        plain = new double[channels];
        centred = new double[channels];
        for (int shard = 0; shard < shards; shard++) {
            for (int c = 0; c < channels; c++) {
                plain[c] += shardPlain[shard][c];
                centred[c] += shardCentred[shard][c];
            }
        }
    }

    /** Σ dy of a shard. */
    double[] shardPlain(int shard) {
        return shardPlain[shard];
    }

    /** Σ dy · (x - mean) of a shard. */
    double[] shardCentred(int shard) {
        return shardCentred[shard];
    }

    /** Σ dy of the batch. */
    double plain(int c) {
        return plain[c];
    }

    /** Σ dy · (x - mean) of the batch. */
    double centred(int c) {
        return centred[c];
    }
}
