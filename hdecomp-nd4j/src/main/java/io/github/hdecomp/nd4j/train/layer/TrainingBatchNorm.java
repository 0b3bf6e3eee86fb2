package io.github.hdecomp.nd4j.train.layer;

import io.github.hdecomp.model.NodeSpec;
import io.github.hdecomp.nd4j.kernel.Lanes;
import io.github.hdecomp.nd4j.kernel.Maps;
import io.github.hdecomp.nd4j.kernel.Scratch;
import io.github.hdecomp.tensor.Shape;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * y = gamma · x̂ + beta with x̂ = (x - mean) / σ, σ = √(var + epsilon), mean and variance per channel over all cells of the batch
 * (Ioffe and Szegedy 2015, arXiv 1502.03167, algorithm 1). Running statistics move by a tenth towards those of each batch, the
 * variance divided by n - 1, as PyTorch's.
 *
 * <p>Pull-back: dx = gamma / σ · (dy - Σ dy / n - x̂ · Σ (dy · x̂) / n), dgamma = Σ dy · x̂, dbeta = Σ dy, sums over the n cells.
 */
final class TrainingBatchNorm implements TrainingLayer {
    private final int channels;
    private final double epsilon;
    private final double keep;
    private final Parameter gamma;
    private final Parameter beta;
    private final Parameter runningMean;
    private final Parameter runningVariance;
    private final boolean meanMoves;
    private final boolean varianceMoves;
    private final Moments moments;
    private final BackSums back;
    private float[] scale = {};
    private float[] shift = {};
    private float[] cotangentFactor = {};
    private float[] valueFactor = {};
    private float[] summand = {};

    TrainingBatchNorm(NodeSpec node, Shape input, Parameters parameters) {
        this.channels = input.channels();
        if (channels > Scratch.LANE) {
            throw new IllegalArgumentException(node.name() + ": a batch norm of " + channels
                    + " channels, expected at most " + Scratch.LANE + " where it is trained; freeze it");
        }
        this.epsilon = node.attributes().number("epsilon", 1e-5);
        this.keep = node.attributes().number("momentum", 0.9);
        this.gamma = parameters.learned(node.parameters().get(0), Order.SAME);
        this.beta = parameters.learned(node.parameters().get(1), Order.SAME);
        this.runningMean = parameters.statistic(node.parameters().get(2));
        this.runningVariance = parameters.statistic(node.parameters().get(3));
        this.meanMoves = !parameters.isFrozen(runningMean.spec());
        this.varianceMoves = !parameters.isFrozen(runningVariance.spec());
        this.moments = new Moments(channels, parameters.shards());
        this.back = new BackSums(channels, parameters.shards());
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(gamma, beta, runningMean, runningVariance);
    }

    @Override
    public boolean gathers() {
        return true;
    }

    @Override
    public void gather(Pass pass) {
        moments.gather(pass.shard(), pass.in(), pass.scratch());
    }

    @Override
    public void combine(int shards) {
        moments.combine(shards);
        float[] g = gamma.vector();
        float[] b = beta.vector();
        scale = new float[channels];
        shift = new float[channels];
        for (int c = 0; c < channels; c++) {
            double factor = g[c] / deviation(c);
            scale[c] = (float) factor;
            shift[c] = (float) (b[c] - moments.mean(c) * factor);
        }
    }

    private double deviation(int c) {
        return Math.sqrt(moments.variance(c) + epsilon);
    }

    @Override
    public void forward(Pass pass) {
        Scratch scratch = pass.scratch();
        CellSums.tile(scale, scratch.lane(1));
        CellSums.tile(shift, scratch.lane(2));
        int run = CellSums.run(channels);
        Maps x = pass.in();
        for (int at = 0; at < x.size(); at += run) {
            int length = Math.min(run, x.size() - at);
            x.data().host().get(x.at() + at, scratch.lane(0), 0, length);
            affine(scratch.lane(1), scratch.lane(2), scratch.lane(0), length);
            pass.y().data().host().put(pass.y().at() + at, scratch.lane(0), 0, length);
        }
    }

    private static void affine(float[] scale, float[] shift, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = y[i] * scale[i] + shift[i];
        }
    }

    @Override
    public void gatherBack(Pass pass) {
        back.gather(pass.shard(), pass.in(), pass.dy(), moments.means(), pass.scratch());
        if (gamma.isLearned()) {
            double[] centred = back.shardCentred(pass.shard());
            float[] gradient = new float[channels];
            for (int c = 0; c < channels; c++) {
                gradient[c] = (float) (centred[c] / deviation(c));
            }
            gamma.setGradient(pass.shard(), gradient);
        }
        if (beta.isLearned()) {
            beta.setGradient(pass.shard(), CellSums.floats(back.shardPlain(pass.shard())));
        }
    }

    /** The pull-back as dx = dy · a + x · b + c. */
    @Override
    public void combineBack(int shards) {
        back.combine(shards);
        float[] g = gamma.vector();
        cotangentFactor = new float[channels];
        valueFactor = new float[channels];
        summand = new float[channels];
        double n = moments.cells();
        for (int c = 0; c < channels; c++) {
            double a = g[c] / deviation(c);
            double b = -a * back.centred(c) / (n * deviation(c) * deviation(c));
            cotangentFactor[c] = (float) a;
            valueFactor[c] = (float) b;
            summand[c] = (float) (-a * back.plain(c) / n - b * moments.mean(c));
        }
    }

    @Override
    public boolean worksInPlace() {
        return true;
    }

    @Override
    public void pullBack(int input, Maps dx, boolean first, Pass pass) {
        Scratch scratch = pass.scratch();
        CellSums.tile(cotangentFactor, scratch.lane(2));
        CellSums.tile(valueFactor, scratch.lane(3));
        CellSums.tile(summand, scratch.lane(4));
        int run = CellSums.run(channels);
        Maps x = pass.in();
        Maps dy = pass.dy();
        float[] sum = scratch.lane(5);
        for (int at = 0; at < x.size(); at += run) {
            int length = Math.min(run, x.size() - at);
            dy.data().host().get(dy.at() + at, scratch.lane(0), 0, length);
            x.data().host().get(x.at() + at, scratch.lane(1), 0, length);
            affine(scratch.lane(2), scratch.lane(4), scratch.lane(0), length);
            addProduct(scratch.lane(3), scratch.lane(1), scratch.lane(0), length);
            if (!first) {
                dx.data().host().get(dx.at() + at, sum, 0, length);
                Lanes.add(sum, scratch.lane(0), length);
            }
            dx.data().host().put(dx.at() + at, scratch.lane(0), 0, length);
        }
    }

    private static void addProduct(float[] factor, float[] x, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] += factor[i] * x[i];
        }
    }

    @Override
    public void learn() {
        double unbiased = moments.cells() / Math.max(moments.cells() - 1, 1);
        if (meanMoves) {
            move(runningMean, moments::mean);
        }
        if (varianceMoves) {
            move(runningVariance, c -> moments.variance(c) * unbiased);
        }
    }

    private void move(Parameter running, IntToDoubleFunction batch) {
        float[] values = running.vector();
        for (int c = 0; c < channels; c++) {
            values[c] = (float) (keep * values[c] + (1 - keep) * batch.applyAsDouble(c));
        }
        running.values().host().put(0, values);
    }
}
