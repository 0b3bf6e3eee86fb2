package io.github.hdecomp.nd4j.layer;

import io.github.hdecomp.model.NodeSpec;
import io.github.hdecomp.nd4j.kernel.Lanes;
import io.github.hdecomp.nd4j.kernel.Maps;
import io.github.hdecomp.nd4j.kernel.Patches;
import io.github.hdecomp.nd4j.kernel.Run;
import io.github.hdecomp.nd4j.kernel.Scratch;
import io.github.hdecomp.nd4j.kernel.Window;
import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * y[c, p, q] = the maximum of x[c] over the window of (p, q); padding never wins.
 *
 * <p>Pull-back: all of dy[c, p, q] goes to one winner, the first maximum of the window in row-major order.
 *
 * @param input the shape of the input
 * @param window the geometry
 */
record MaxPool2d(Shape input, Window window) implements Channelwise, Tied {

    static MaxPool2d of(NodeSpec node, Shape input) {
        Window window = Window.of(node.attributes());
        Checks.fits(input, window.outputHeight(input.height()), window.outputWidth(input.width()), window);
        Checks.everyWindowTouches(input, window);
        return new MaxPool2d(input, window);
    }

    @Override
    public Shape output() {
        return Shape.of(input.channels(), window.outputHeight(input.height()), window.outputWidth(input.width()));
    }

    @Override
    public Region inputRegion(int ignored, Region region) {
        return window.inputRegion(region);
    }

    @Override
    public void forward(List<Maps> inputs, Maps y, Run run) {
        Maps x = inputs.get(0);
        boolean rowsFit = x.width() * x.channels() <= Scratch.ROW && y.width() * y.channels() <= Scratch.ROW;
        run.parallel(y.count() * y.height(), (row, scratch) -> {
            if (rowsFit) {
                byRows(x, y, row / y.height(), row % y.height(), scratch);
            } else {
                byCells(x, y, row / y.height(), row % y.height(), scratch);
            }
        });
    }

    @Override
    public void forward(List<Maps> x, Maps y, Region region, Run run) {
        Maps cells = x.get(0);
        Shape part = Shape.of(cells.channels(), cells.height(), cells.width());
        new MaxPool2d(part, window.part(region, input.height(), input.width())).forward(x, y, run);
    }

    @Override
    public Layer select(List<int[]> channels) {
        return new MaxPool2d(Shape.of(channels.get(0).length, input.height(), input.width()), window);
    }

    /** One row of the output: the maximum over the window's rows first, then over its columns. */
    private void byRows(Maps x, Maps y, int n, int oy, Scratch scratch) {
        int length = x.width() * x.channels();
        float[] tallest = scratch.row(0);
        Arrays.fill(tallest, 0, length, Float.NEGATIVE_INFINITY);
        for (int ky = 0; ky < window.kernelHeight(); ky++) {
            int row = inputRow(oy, ky * window.kernelWidth());
            if (row >= 0 && row < x.height()) {
                x.data().host().get(x.index(n, row, 0), scratch.row(1), 0, length);
                Lanes.max(scratch.row(1), tallest, length);
            }
        }
        int out = y.width() * y.channels();
        float[] largest = scratch.row(2);
        Arrays.fill(largest, 0, out, Float.NEGATIVE_INFINITY);
        for (int kx = 0; kx < window.kernelWidth(); kx++) {
            pick(tallest, x, y, kx, scratch.row(1));
            Lanes.max(scratch.row(1), largest, out);
        }
        y.data().host().put(y.index(n, oy, 0), largest, 0, out);
    }

    /** For every output column, the cell of a row that its window has at column {@code kx}. */
    private void pick(float[] row, Maps x, Maps y, int kx, float[] picked) {
        int channels = x.channels();
        for (int ox = 0; ox < y.width(); ox++) {
            int column = inputColumn(ox, kx);
            if (column >= 0 && column < x.width()) {
                System.arraycopy(row, column * channels, picked, ox * channels, channels);
            } else {
                Arrays.fill(picked, ox * channels, (ox + 1) * channels, Float.NEGATIVE_INFINITY);
            }
        }
    }

    private void byCells(Maps x, Maps y, int n, int oy, Scratch scratch) {
        for (int ox = 0; ox < y.width(); ox++) {
            for (int c = 0; c < y.channels(); c += Scratch.LANE) {
                int length = Math.min(Scratch.LANE, y.channels() - c);
                largest(x, n, oy, ox, c, length, scratch);
                y.data().host().put(y.index(n, oy, ox) + c, scratch.lane(0), 0, length);
            }
        }
    }

    /** The maximum of one window goes into lane 0. */
    private void largest(Maps x, int n, int oy, int ox, int channel, int length, Scratch scratch) {
        float[] maximum = scratch.lane(0);
        Arrays.fill(maximum, 0, length, Float.NEGATIVE_INFINITY);
        for (int tap = 0; tap < window.taps(); tap++) {
            int row = inputRow(oy, tap);
            int column = inputColumn(ox, tap);
            if (row >= 0 && row < x.height() && column >= 0 && column < x.width()) {
                x.data().host().get(x.index(n, row, column) + channel, scratch.lane(1), 0, length);
                Lanes.max(scratch.lane(1), maximum, length);
            }
        }
    }

    private int inputRow(int oy, int tap) {
        return oy * window.strideHeight() - window.top() + tap / window.kernelWidth() * window.dilationHeight();
    }

    private int inputColumn(int ox, int tap) {
        return ox * window.strideWidth() - window.left() + tap % window.kernelWidth() * window.dilationWidth();
    }

    @Override
    public RelevanceFlow relevanceFlow() {
        return RelevanceFlow.ROUTE;
    }

    @Override
    public void pullBack(int ignored, Patches dy, Patches dx, PullBackContext context) {
        award(dy, dx, false, context);
    }

    @Override
    public void pullBackFirst(int ignored, Patches dy, Patches dx, PullBackContext context) {
        award(dy, dx, true, context);
    }

    private void award(Patches dy, Patches dx, boolean first, PullBackContext context) {
        Maps x = context.recorded().x(0);
        Maps y = context.recorded().y();
        int span = (dy.place().width() - 1) * window.strideWidth()
                + (window.kernelWidth() - 1) * window.dilationWidth()
                + 1;
        int channels = Math.min(x.channels(), Math.max(1, Scratch.ROW / span));
        int blocks = (x.channels() + channels - 1) / channels;
        context.run().parallel(dy.count() * blocks, (chunk, scratch) -> {
            int channel = chunk % blocks * channels;
            int count = Math.min(channels, x.channels() - channel);
            if (first) {
                dx.clear(chunk / blocks, 1, channel, count, scratch);
            }
            MaxPoolAward award = new MaxPoolAward(window, x, y, dy, dx, channel, count, scratch);
            for (int row = 0; row < dy.place().height(); row++) {
                award.row(chunk / blocks, row);
            }
        });
    }

    @Override
    public void pullBackToAll(Patches dy, Patches dx, PullBackContext context) {
        Maps x = context.recorded().x(0);
        Maps y = context.recorded().y();
        int blocks = (x.channels() + Scratch.LANE - 1) / Scratch.LANE;
        context.run().parallel(dy.count() * blocks, (chunk, scratch) -> {
            int channel = chunk % blocks * Scratch.LANE;
            int count = Math.min(Scratch.LANE, x.channels() - channel);
            MaxPoolTies ties = new MaxPoolTies(window, x, y, dy, dx, channel, count, scratch);
            for (int row = 0; row < dy.place().height(); row++) {
                ties.row(chunk / blocks, row);
            }
        });
    }
}
