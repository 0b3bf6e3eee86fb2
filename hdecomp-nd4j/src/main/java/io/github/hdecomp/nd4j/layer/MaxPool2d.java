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
import java.nio.FloatBuffer;
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
    /** Floats of a row of the input that are worked on together: two arrays of them leave room in a first-level cache. */
    private static final int BLOCK = 2048;

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
        boolean blocksFit = reach() * x.channels() <= Scratch.LANE;
        run.parallel(y.count() * y.height(), (row, scratch) -> {
            if (blocksFit) {
                byBlocks(x, y, row / y.height(), row % y.height(), scratch);
            } else {
                byCells(x, y, row / y.height(), row % y.height(), scratch);
            }
        });
    }

    /** Columns of the input from the first cell of a window to its last. */
    private int reach() {
        return (window.kernelWidth() - 1) * window.dilationWidth() + 1;
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

    /** One row of the output, a few columns at a time, so that all that they read stays in the first-level cache. */
    private void byBlocks(Maps x, Maps y, int n, int oy, Scratch scratch) {
        int columns = Math.max(1, (BLOCK / x.channels() - reach()) / window.strideWidth() + 1);
        for (int ox = 0; ox < y.width(); ox += columns) {
            block(x, y, n, oy, ox, Math.min(columns, y.width() - ox), scratch);
        }
    }

    /** Some columns of a row: the maximum over the window's rows first, then over its columns. */
    private void block(Maps x, Maps y, int n, int oy, int ox, int columns, Scratch scratch) {
        int first = Math.max(0, inputColumn(ox, 0));
        int end = Math.min(x.width(), inputColumn(ox + columns - 1, window.kernelWidth() - 1) + 1);
        float[] tallest = scratch.lane(0);
        int length = (end - first) * x.channels();
        boolean began = false;
        for (int ky = 0; ky < window.kernelHeight(); ky++) {
            int row = inputRow(oy, ky * window.kernelWidth());
            if (row >= 0 && row < x.height()) {
                float[] cells = began ? scratch.lane(1) : tallest;
                x.data().host().get(x.index(n, row, first), cells, 0, length);
                if (began) {
                    Lanes.max(cells, tallest, length);
                }
                began = true;
            }
        }
        float[] largest = scratch.lane(2);
        int out = columns * y.channels();
        pick(tallest, first, end, ox, 0, columns, x.channels(), largest);
        for (int kx = 1; kx < window.kernelWidth(); kx++) {
            pick(tallest, first, end, ox, kx, columns, x.channels(), scratch.lane(1));
            Lanes.max(scratch.lane(1), largest, out);
        }
        y.data().host().put(y.index(n, oy, ox), largest, 0, out);
    }

    /** For some output columns, the cell that their windows have at column {@code kx}, of the input's columns at hand. */
    private void pick(float[] row, int first, int end, int ox, int kx, int columns, int channels, float[] picked) {
        for (int i = 0; i < columns; i++) {
            int column = inputColumn(ox + i, kx);
            if (column >= first && column < end) {
                System.arraycopy(row, (column - first) * channels, picked, i * channels, channels);
            } else {
                Arrays.fill(picked, i * channels, (i + 1) * channels, Float.NEGATIVE_INFINITY);
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
    public float[] pullBack(int channel, Cotangents dy, Maps x, Maps y, Region region) {
        FloatBuffer cotangents = dy.values().data().host();
        FloatBuffer maxima = y.data().host();
        float[] dx = new float[region.area()];
        for (int row = 0; row < dy.region().height(); row++) {
            int oy = dy.region().y() + row;
            int cell = dy.index(row) + channel;
            int maximum = y.index(0, oy, dy.region().x()) + channel;
            for (int column = 0; column < dy.region().width(); column++) {
                float cotangent = cotangents.get(cell + column * y.channels());
                if (cotangent != 0) {
                    float largest = maxima.get(maximum + column * y.channels());
                    int winner = winner(channel, largest, oy, dy.region().x() + column, x, region);
                    if (winner >= 0) {
                        dx[winner] += cotangent;
                    }
                }
            }
        }
        return dx;
    }

    /** The first cell of a window with a value, by its number in a region that covers the window; -1 if there is none. */
    private int winner(int channel, float largest, int oy, int ox, Maps x, Region region) {
        FloatBuffer values = x.data().host();
        int left = ox * window.strideWidth() - window.left();
        for (int ky = 0; ky < window.kernelHeight(); ky++) {
            int row = oy * window.strideHeight() - window.top() + ky * window.dilationHeight();
            if (row >= 0 && row < x.height()) {
                int at = x.index(0, row, 0) + channel;
                for (int kx = 0; kx < window.kernelWidth(); kx++) {
                    int column = left + kx * window.dilationWidth();
                    if (column >= 0 && column < x.width() && values.get(at + column * x.channels()) == largest) {
                        return (row - region.y()) * region.width() + column - region.x();
                    }
                }
            }
        }
        return -1;
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
