package io.github.hdecomp.nd4j.layer;

import io.github.hdecomp.model.NodeSpec;
import io.github.hdecomp.model.ParameterSpec;
import io.github.hdecomp.nd4j.kernel.ChannelSums;
import io.github.hdecomp.nd4j.kernel.Epilogue;
import io.github.hdecomp.nd4j.kernel.Filters;
import io.github.hdecomp.nd4j.kernel.Gemm;
import io.github.hdecomp.nd4j.kernel.Lanes;
import io.github.hdecomp.nd4j.kernel.LinearMap;
import io.github.hdecomp.nd4j.kernel.Maps;
import io.github.hdecomp.nd4j.kernel.PackedProduct;
import io.github.hdecomp.nd4j.kernel.PartProduct;
import io.github.hdecomp.nd4j.kernel.Patches;
import io.github.hdecomp.nd4j.kernel.RowParts;
import io.github.hdecomp.nd4j.kernel.Run;
import io.github.hdecomp.nd4j.kernel.Runs;
import io.github.hdecomp.nd4j.kernel.Scratch;
import io.github.hdecomp.nd4j.memory.NativeFloats;
import io.github.hdecomp.nd4j.memory.NativeMemory;
import io.github.hdecomp.relevance.WeightPart;
import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * y = W x + b with W of shape (O, I): a fully connected layer over vectors (I, 1, 1).
 *
 * <p>Pull-back: dx = dx + Wᵀ dy. Pull-back to the parameters, summed over the batch: dW = dy xᵀ, db = dy.
 */
final class Linear implements Fusable, Parametric {
    /** Rows of W per chunk of work. */
    private static final int ROWS = 256;

    /**
     * Columns of W per product, at the most: long runs of each row, which memory reads at its full speed, but not so long that
     * OpenBLAS adds them on threads of its own, as it does from 10,000 on.
     */
    private static final int COLUMNS = 6400;

    /**
     * Sums of rows of W that are formed apart, each of whole rows: two threads read those twice as fast as parts of all rows.
     * Not the number of threads, so that the order of additions does not depend on it.
     */
    private static final int SUMS = 8;

    /** What a row of W costs alone, compared with one among many. */
    private static final double SKIP_COST = 1.3;

    private final NodeSpec node;
    private final int in;
    private final int out;
    private final NativeFloats weights;
    private final Epilogue epilogue;
    private final NativeMemory memory;

    private Linear(NodeSpec node, int in, int out, NativeFloats weights, float[] bias, NativeMemory memory) {
        this.node = node;
        this.in = in;
        this.out = out;
        this.weights = weights;
        this.epilogue = Epilogue.bias(bias);
        this.memory = memory;
    }

    /** The layer before its weights: W of shape (O, I) and, if there is one, b of shape (O). */
    record Plan(NodeSpec node, Shape input) implements LayerPlan {
        Plan {
            Checks.parameters(node, 1, 2, "a weight and perhaps a bias");
            Shape w = node.parameters().get(0).shape();
            if (w.rank() != 2 || !input.equals(Shape.of(w.extent(1), 1, 1))) {
                throw new IllegalArgumentException("input has shape " + input + " but weight " + w + " wants "
                        + (w.rank() == 2 ? "(" + w.extent(1) + ", 1, 1)" : "two extents")
                        + " (weights are O, I; flatten maps first)");
            }
            if (node.parameters().size() == 2) {
                Checks.shape(node.parameters().get(1), Shape.of(w.extent(0)));
            }
        }

        @Override
        public Shape output() {
            return Shape.of(node.parameters().get(0).shape().extent(0), 1, 1);
        }

        @Override
        public Region inputRegion(int ignored, Region region) {
            return region;
        }

        @Override
        public Layer load(ParameterSource source) {
            ParameterSpec w = node.parameters().get(0);
            int in = w.shape().extent(1);
            int out = w.shape().extent(0);
            NativeFloats data = source.memory().allocate(w.shape().size());
            source.read(w, in, (o, values) -> data.host().put(o * in, values));
            float[] bias = node.parameters().size() == 2
                    ? source.vector(node.parameters().get(1))
                    : new float[out];
            return new Linear(node, in, out, data, bias, source.memory());
        }
    }

    @Override
    public Shape output() {
        return Shape.of(out, 1, 1);
    }

    @Override
    public Region inputRegion(int ignored, Region region) {
        return region;
    }

    @Override
    public Filters filters() {
        return Filters.linear(in, out, weights);
    }

    @Override
    public LinearMap product() {
        return new LinearMap() {
            @Override
            public void forward(Maps x, Maps y, Maps wanted, Run run) {
                Linear.this.forward(x, y, Epilogue.bias(new float[out]), null, run);
            }

            @Override
            public void pullBack(Patches dy, Patches dx, Run run) {
                Linear.this.pullBack(dy, dx, run);
            }
        };
    }

    @Override
    public LinearMap product(WeightPart part, float[] scale) {
        return new RowParts(in, out, weights, part, scale);
    }

    @Override
    public int scratch() {
        int replays = Math.max(PartProduct.scratch(filters().convolution()), PackedProduct.scratch());
        return Math.max(replays, RowParts.scratch());
    }

    @Override
    public int shared() {
        return Math.multiplyExact(SUMS, in);
    }

    @Override
    public Epilogue epilogue() {
        return epilogue;
    }

    @Override
    public void forward(Maps x, Maps y, Epilogue fused, @Nullable Maps residual, Run run) {
        run.parallel((out + ROWS - 1) / ROWS, (block, scratch) -> {
            int o = block * ROWS;
            int rows = Math.min(ROWS, out - o);
            Gemm.Matrix filters = new Gemm.Matrix(weights, o * in, in);
            Gemm.Matrix result = new Gemm.Matrix(y.data(), y.at() + o, out);
            run.gemm().multiply(x.count(), rows, in, x.matrix(0), false, filters, true, 0f, result);
            fused.apply(y, 0, y.count(), o, rows, residual, scratch);
        });
    }

    @Override
    public void pullBack(int input, Patches dy, Patches dx, PullBackContext context) {
        pullBack(dy, dx, context.run());
    }

    private void pullBack(Patches dy, Patches dx, Run run) {
        int[] used = rowsUsed(dy.values());
        // Skipped rows of W are not read, but each of the others is a product of its own.
        boolean skip = used.length * SKIP_COST < out;
        if (skip && dy.count() == 1) {
            addRowsInSums(used, dy, dx, run);
            return;
        }
        int blocks = 2 * ((in + 2 * COLUMNS - 1) / (2 * COLUMNS));
        run.parallel(blocks, (block, scratch) -> {
            int i = (int) ((long) in * block / blocks);
            int columns = (int) ((long) in * (block + 1) / blocks) - i;
            Gemm.Matrix sum = new Gemm.Matrix(dx.values().data(), dx.values().at() + i, in);
            if (skip) {
                for (int o : used) {
                    addRows(dy, o, 1, i, columns, sum, run.gemm());
                }
            } else {
                addRows(dy, 0, out, i, columns, sum, run.gemm());
            }
        });
    }

    /** Adds one cotangent times some rows of W. */
    private void addRowsInSums(int[] used, Patches dy, Patches dx, Run run) {
        int sums = Math.min(SUMS, used.length);
        run.parallel(sums, (part, scratch) -> {
            zero(run.shared(), part * in, scratch);
            for (int i = used.length * part / sums; i < used.length * (part + 1) / sums; i++) {
                for (int column = 0; column < in; column += COLUMNS) {
                    Gemm.Matrix sum = new Gemm.Matrix(run.shared(), part * in + column, in);
                    addRows(dy, used[i], 1, column, Math.min(COLUMNS, in - column), sum, run.gemm());
                }
            }
        });
        Runs.forEach(in, 1, run, (offset, length, scratch) -> {
            dx.values().data().host().get(dx.values().at() + offset, scratch.lane(0), 0, length);
            for (int part = 0; part < sums; part++) {
                run.shared().host().get(part * in + offset, scratch.lane(1), 0, length);
                Lanes.add(scratch.lane(1), scratch.lane(0), length);
            }
            dx.values().data().host().put(dx.values().at() + offset, scratch.lane(0), 0, length);
        });
    }

    private void zero(NativeFloats data, int at, Scratch scratch) {
        Arrays.fill(scratch.lane(0), 0f);
        for (int i = 0; i < in; i += Scratch.LANE) {
            data.host().put(at + i, scratch.lane(0), 0, Math.min(Scratch.LANE, in - i));
        }
    }

    /** Adds dy times some columns of some rows of W. */
    private void addRows(Patches dy, int row, int rows, int column, int columns, Gemm.Matrix sum, Gemm gemm) {
        Gemm.Matrix cotangents = new Gemm.Matrix(dy.values().data(), dy.values().at() + row, out);
        Gemm.Matrix filters = new Gemm.Matrix(weights, row * in + column, in);
        gemm.multiply(dy.count(), columns, rows, cotangents, false, filters, false, 1f, sum);
    }

    /** The rows of W that some cotangent multiplies by something other than 0. */
    private int[] rowsUsed(Maps dy) {
        float[] values = new float[out];
        boolean[] used = new boolean[out];
        for (int n = 0; n < dy.count(); n++) {
            dy.data().host().get(dy.at() + n * out, values);
            for (int o = 0; o < out; o++) {
                used[o] |= values[o] != 0;
            }
        }
        return IntStream.range(0, out).filter(o -> used[o]).toArray();
    }

    @Override
    public List<Tensor> pullBackToParameters(Maps x, Maps dy, Run run) {
        List<Tensor> result = new ArrayList<>();
        NativeFloats dw = memory.allocate(weights.length());
        try {
            Gemm.Matrix target = new Gemm.Matrix(dw, 0, in);
            run.gemm().multiply(out, in, x.count(), dy.matrix(0), true, x.matrix(0), false, 0f, target);
            float[] values = new float[dw.length()];
            dw.host().get(0, values);
            result.add(Tensor.adopt(node.parameters().get(0).shape(), values));
        } finally {
            memory.free(dw);
        }
        if (node.parameters().size() == 2) {
            result.add(Tensor.adopt(node.parameters().get(1).shape(), ChannelSums.of(dy)));
        }
        return result;
    }
}
