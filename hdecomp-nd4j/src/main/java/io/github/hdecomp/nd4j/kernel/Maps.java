package io.github.hdecomp.nd4j.kernel;

import io.github.hdecomp.nd4j.memory.NativeFloats;

/**
 * A batch of feature maps in native memory, channels last.
 *
 * @param data where they lie
 * @param at index of the first value
 * @param count how many maps, n
 * @param height rows of each, h
 * @param width columns of each, w
 * @param channels of each cell, c
 */
public record Maps(NativeFloats data, int at, int count, int height, int width, int channels) {

    /**
     * The index of a cell's first channel.
     *
     * @param n the map
     * @param y the row
     * @param x the column
     * @return index into the data
     */
    public int index(int n, int y, int x) {
        return at + ((n * height + y) * width + x) * channels;
    }

    /**
     * The number of cells of all maps.
     *
     * @return n · h · w
     */
    public int cells() {
        return count * height * width;
    }

    /**
     * The number of values.
     *
     * @return n · h · w · c
     */
    public int size() {
        return cells() * channels;
    }

    /**
     * The maps as a matrix with a row per cell.
     *
     * @param firstCell the first row
     * @return rows of c columns
     */
    public Gemm.Matrix matrix(int firstCell) {
        return new Gemm.Matrix(data, at + firstCell * channels, channels);
    }
}
