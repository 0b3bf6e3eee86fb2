package io.github.hdecomp.nd4j.kernel;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Where patches of one size lie in feature maps. Every patch lies inside its map. Immutable. */
public final class Placement {
    private final int[] map;
    private final int[] y;
    private final int[] x;
    private final int height;
    private final int width;

    /**
     * Places patches.
     *
     * @param map for each patch, the map of the batch that it belongs to; kept
     * @param y for each patch, its first row in that map; kept
     * @param x for each patch, its first column; kept
     * @param height rows of every patch
     * @param width columns of every patch
     */
    public Placement(int[] map, int[] y, int[] x, int height, int width) {
        this.map = map;
        this.y = y;
        this.x = x;
        this.height = height;
        this.width = width;
    }

    /**
     * Whole maps, one patch for each.
     *
     * @param count of maps
     * @param height rows
     * @param width columns
     * @return the placement
     */
    public static Placement whole(int count, int height, int width) {
        return new Placement(IntStream.range(0, count).toArray(), new int[count], new int[count], height, width);
    }

    /**
     * The number of patches.
     *
     * @return n
     */
    public int count() {
        return map.length;
    }

    /**
     * The map of the batch that a patch belongs to.
     *
     * @param patch from 0
     * @return the map's number
     */
    public int map(int patch) {
        return map[patch];
    }

    /**
     * The first row of a patch in its map.
     *
     * @param patch from 0
     * @return the row
     */
    public int y(int patch) {
        return y[patch];
    }

    /**
     * The first column of a patch in its map.
     *
     * @param patch from 0
     * @return the column
     */
    public int x(int patch) {
        return x[patch];
    }

    /**
     * The rows of every patch.
     *
     * @return h
     */
    public int height() {
        return height;
    }

    /**
     * The columns of every patch.
     *
     * @return w
     */
    public int width() {
        return width;
    }

    /**
     * Whether other patches lie in the same places.
     *
     * @param other the other placement
     * @return true if all places and the size are equal
     */
    public boolean same(Placement other) {
        return height == other.height
                && width == other.width
                && Arrays.equals(map, other.map)
                && Arrays.equals(y, other.y)
                && Arrays.equals(x, other.x);
    }
}
