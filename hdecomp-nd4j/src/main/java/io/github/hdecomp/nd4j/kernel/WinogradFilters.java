package io.github.hdecomp.nd4j.kernel;

import io.github.hdecomp.nd4j.memory.NativeFloats;
import io.github.hdecomp.nd4j.memory.NativeMemory;

/** Filters in the domain of {@linkplain WinogradTile tiles}. */
final class WinogradFilters {
    private WinogradFilters() {}

    /** Reads one weight. */
    @FunctionalInterface
    interface Weight {
        /** The weight of an output channel for a cell of the window, counted row by row, and an input channel. */
        float at(int out, int tap, int in);
    }

    /** To the layout (place in the tile, channel in, channel out). */
    static NativeFloats transform(Convolution convolution, WinogradTile tile, Weight weight, NativeMemory memory) {
        int places = tile.inputs() * tile.inputs();
        int in = convolution.in();
        int out = convolution.out();
        NativeFloats filters = memory.allocate(Math.multiplyExact(places, in * out));
        float[][] rows = new float[places][out];
        double[] g = new double[9];
        for (int i = 0; i < in; i++) {
            for (int o = 0; o < out; o++) {
                for (int tap = 0; tap < 9; tap++) {
                    g[tap] = weight.at(o, tap, i);
                }
                double[] u = tile.filter(g);
                for (int place = 0; place < places; place++) {
                    rows[place][o] = (float) u[place];
                }
            }
            for (int place = 0; place < places; place++) {
                filters.host().put((place * in + i) * out, rows[place]);
            }
        }
        return filters;
    }
}
