package io.github.hdecomp.nd4j.train.layer;

import io.github.hdecomp.nd4j.kernel.Convolution;
import io.github.hdecomp.nd4j.kernel.Gemm;
import io.github.hdecomp.nd4j.kernel.Im2col;
import io.github.hdecomp.nd4j.kernel.Maps;
import io.github.hdecomp.nd4j.kernel.Window;
import io.github.hdecomp.nd4j.memory.NativeFloats;
import io.github.hdecomp.nd4j.memory.NativeMemory;
import java.util.Optional;

/**
 * The filters of a convolution with stride 1 turned by 180 degrees, inputs and outputs exchanged: its pull-back is the
 * convolution with them, dx[i, h, w] = Σ over o, u, v of w[o, i, u, v] · dy[o, h + pad - u, w + pad - v].
 */
final class TurnedFilters {
    private final int in;
    private final int out;
    private final Window window;
    private final Parameter weight;
    private final NativeFloats filters;

    private TurnedFilters(Convolution convolution, Window window, Parameter weight, NativeMemory memory) {
        this.in = convolution.in();
        this.out = convolution.out();
        this.window = window;
        this.weight = weight;
        this.filters = memory.allocate(weight.size());
    }

    /** The turned filters of a convolution; empty if its pull-back is no convolution of this kind, or simpler. */
    static Optional<TurnedFilters> of(Convolution convolution, Parameter weight, NativeMemory memory) {
        Window window = convolution.window();
        int tall = (window.kernelHeight() - 1) * window.dilationHeight();
        int wide = (window.kernelWidth() - 1) * window.dilationWidth();
        boolean fits = convolution.groups() == 1
                && !window.isPointwise()
                && Math.max(window.strideHeight(), window.strideWidth()) == 1
                && Math.max(window.top(), window.bottom()) <= tall
                && Math.max(window.left(), window.right()) <= wide;
        if (!fits) {
            return Optional.empty();
        }
        Window back = new Window(
                window.kernelHeight(),
                window.kernelWidth(),
                1,
                1,
                tall - window.top(),
                wide - window.left(),
                tall - window.bottom(),
                wide - window.right(),
                window.dilationHeight(),
                window.dilationWidth(),
                false);
        return Optional.of(new TurnedFilters(convolution, back, weight, memory));
    }

    /** From (place, channel in, channel out) to (place from the last to the first, channel out, channel in). */
    void update() {
        int taps = window.taps();
        float[] block = new float[in * out];
        float[] transposed = new float[in * out];
        for (int tap = 0; tap < taps; tap++) {
            weight.values().host().get(tap * block.length, block);
            for (int i = 0; i < in; i++) {
                for (int o = 0; o < out; o++) {
                    transposed[o * in + i] = block[i * out + o];
                }
            }
            filters.host().put((taps - 1 - tap) * block.length, transposed);
        }
    }

    /** Pulls cotangents back. */
    void pullBack(Maps dy, Maps dx, boolean first, Pass pass, int cellsAtOnce) {
        int k = window.taps() * out;
        for (int cell = 0; cell < dx.cells(); cell += cellsAtOnce) {
            int cells = Math.min(cellsAtOnce, dx.cells() - cell);
            Im2col.fill(dy, window, dx.height(), dx.width(), 0, out, cell, cells, pass.scratch());
            Gemm.Matrix windows =
                    new Gemm.Matrix(pass.scratch().block(), pass.scratch().at(), k);
            Gemm.Matrix columns = new Gemm.Matrix(filters, 0, in);
            pass.run().gemm().multiply(cells, in, k, windows, false, columns, false, first ? 0f : 1f, dx.matrix(cell));
        }
    }
}
