package io.github.hdecomp.nd4j.train.layer;

import io.github.hdecomp.model.NodeSpec;
import io.github.hdecomp.model.ParameterSpec;
import io.github.hdecomp.nd4j.kernel.Col2im;
import io.github.hdecomp.nd4j.kernel.Convolution;
import io.github.hdecomp.nd4j.kernel.Epilogue;
import io.github.hdecomp.nd4j.kernel.Gemm;
import io.github.hdecomp.nd4j.kernel.Im2col;
import io.github.hdecomp.nd4j.kernel.Maps;
import io.github.hdecomp.nd4j.kernel.Window;
import io.github.hdecomp.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A convolution, or a linear layer as one of a single cell, as products with the windows of the input as rows: y = windows · w
 * + b.
 *
 * <p>Pull-back to the parameters: dw = windowsᵀ · dy, db = Σ over cells of dy.
 *
 * <p>Pull-back to the input: with stride 1 and a single group a convolution of dy with the filters turned by 180 degrees
 * ({@link TurnedFilters}); otherwise dy · wᵀ, each row added to the cells of its window.
 */
final class TrainingConvolution implements TrainingLayer {
    /** Floats of windows that a thread holds at once: they stay in the second-level cache. */
    private static final int BLOCK = 1 << 16;

    private static final int LEAST_CELLS = 64;
    private static final int MOST_CELLS = 1024;

    private final Convolution convolution;
    private final Window window;
    private final Parameter weight;
    private final Optional<Parameter> bias;
    private final Optional<TurnedFilters> turned;
    private Epilogue epilogue;

    private TrainingConvolution(NodeSpec node, Convolution convolution, Parameters parameters) {
        this.convolution = convolution;
        this.window = convolution.window();
        List<ParameterSpec> specs = node.parameters();
        this.weight = parameters.learned(specs.get(0), Order.columns(convolution));
        this.bias = specs.size() == 2 ? Optional.of(parameters.learned(specs.get(1), Order.SAME)) : Optional.empty();
        this.turned = TurnedFilters.of(convolution, weight, parameters.memory());
        this.epilogue = Epilogue.bias(new float[convolution.out()]);
    }

    static TrainingConvolution of(NodeSpec node, Shape input, Parameters parameters) {
        Shape w = node.parameters().get(0).shape();
        Window window = Window.of(node.attributes().with("kernel_shape", w.extent(2), w.extent(3)));
        int groups = node.attributes().integer("group", 1);
        return new TrainingConvolution(
                node, new Convolution(input.channels(), w.extent(0), groups, window), parameters);
    }

    static TrainingConvolution linear(NodeSpec node, Parameters parameters) {
        Shape w = node.parameters().get(0).shape();
        return new TrainingConvolution(node, new Convolution(w.extent(1), w.extent(0), 1, Window.POINT), parameters);
    }

    @Override
    public int scratch() {
        return Math.max(BLOCK, LEAST_CELLS * Math.max(convolution.filterSize(), window.taps() * convolution.out()));
    }

    private static int cellsAtOnce(int row) {
        return Math.max(LEAST_CELLS, Math.min(BLOCK / row, MOST_CELLS));
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(List.of(weight));
        bias.ifPresent(all::add);
        return all;
    }

    @Override
    public void prepare() {
        bias.ifPresent(tensor -> epilogue = Epilogue.bias(tensor.vector()));
        turned.ifPresent(TurnedFilters::update);
    }

    /** Some output cells of one group. */
    @FunctionalInterface
    private interface Block {
        void work(int group, int cell, int cells);
    }

    private void forEach(int allCells, int atOnce, Block block) {
        for (int group = 0; group < convolution.groups(); group++) {
            for (int cell = 0; cell < allCells; cell += atOnce) {
                block.work(group, cell, Math.min(atOnce, allCells - cell));
            }
        }
    }

    /** The windows of some cells as rows of a matrix. */
    private Gemm.Matrix windows(Maps x, Maps y, int group, int cell, int cells, Pass pass) {
        int read = convolution.inPerGroup();
        if (window.isPointwise()) {
            return new Gemm.Matrix(x.data(), x.at() + cell * x.channels() + group * read, x.channels());
        }
        Im2col.fill(x, window, y.height(), y.width(), group * read, read, cell, cells, pass.scratch());
        return new Gemm.Matrix(pass.scratch().block(), pass.scratch().at(), convolution.filterSize());
    }

    private Gemm.Matrix columns(int group) {
        return weight.matrix(group * convolution.filterSize() * convolution.outPerGroup(), convolution.outPerGroup());
    }

    /** The channels of a group in the maps of the output or its cotangents. */
    private Gemm.Matrix outputs(Maps maps, int group, int cell) {
        int at = maps.at() + cell * maps.channels() + group * convolution.outPerGroup();
        return new Gemm.Matrix(maps.data(), at, maps.channels());
    }

    @Override
    public void forward(Pass pass) {
        Maps y = pass.y();
        int k = convolution.filterSize();
        forEach(y.cells(), cellsAtOnce(k), (group, cell, cells) -> {
            Gemm.Matrix windows = windows(pass.in(), y, group, cell, cells, pass);
            pass.run()
                    .gemm()
                    .multiply(
                            cells,
                            convolution.outPerGroup(),
                            k,
                            windows,
                            false,
                            columns(group),
                            false,
                            0f,
                            outputs(y, group, cell));
        });
        if (bias.isPresent()) {
            epilogue.apply(y, 0, y.cells(), 0, y.channels(), null, pass.scratch());
        }
    }

    @Override
    public void pullBackToParameters(Pass pass) {
        Maps dy = pass.dy();
        int k = convolution.filterSize();
        int perGroup = convolution.outPerGroup();
        bias.filter(Parameter::isLearned)
                .ifPresent(
                        tensor -> tensor.setGradient(pass.shard(), CellSums.floats(CellSums.of(dy, pass.scratch()))));
        if (!weight.isLearned()) {
            return;
        }
        forEach(dy.cells(), cellsAtOnce(k), (group, cell, cells) -> {
            Gemm.Matrix windows = windows(pass.in(), dy, group, cell, cells, pass);
            Gemm.Matrix sum = weight.gradient(pass.shard(), group * k * perGroup, perGroup);
            float beta = cell == 0 ? 0f : 1f;
            pass.run().gemm().multiply(k, perGroup, cells, windows, true, outputs(dy, group, cell), false, beta, sum);
        });
    }

    @Override
    public void pullBack(int input, Maps dx, boolean first, Pass pass) {
        if (turned.isPresent()) {
            turned.get().pullBack(pass.dy(), dx, first, pass, cellsAtOnce(window.taps() * convolution.out()));
        } else if (window.isPointwise()) {
            pullBackCells(dx, first, pass);
        } else {
            pullBackWindows(dx, first, pass);
        }
    }

    /** Every output cell reads just the input cell in its place. */
    private void pullBackCells(Maps dx, boolean first, Pass pass) {
        int read = convolution.inPerGroup();
        for (int group = 0; group < convolution.groups(); group++) {
            Gemm.Matrix result = new Gemm.Matrix(dx.data(), dx.at() + group * read, dx.channels());
            multiplyByTransposed(group, 0, dx.cells(), first ? 0f : 1f, result, pass);
        }
    }

    private void multiplyByTransposed(int group, int cell, int cells, float beta, Gemm.Matrix result, Pass pass) {
        int k = convolution.filterSize();
        int perGroup = convolution.outPerGroup();
        Gemm.Matrix cotangents = outputs(pass.dy(), group, cell);
        pass.run().gemm().multiply(cells, k, perGroup, cotangents, false, columns(group), true, beta, result);
    }

    private void pullBackWindows(Maps dx, boolean first, Pass pass) {
        Maps dy = pass.dy();
        int k = convolution.filterSize();
        int read = convolution.inPerGroup();
        if (first) {
            CellSums.clear(dx, pass.scratch());
        }
        forEach(dy.cells(), cellsAtOnce(k), (group, cell, cells) -> {
            Gemm.Matrix rows =
                    new Gemm.Matrix(pass.scratch().block(), pass.scratch().at(), k);
            multiplyByTransposed(group, cell, cells, 0f, rows, pass);
            Col2im.add(dx, window, dy.height(), dy.width(), group * read, read, cell, cells, pass.scratch());
        });
    }
}
