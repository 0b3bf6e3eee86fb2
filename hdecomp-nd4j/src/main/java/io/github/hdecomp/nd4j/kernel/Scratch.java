package io.github.hdecomp.nd4j.kernel;

import io.github.hdecomp.nd4j.memory.NativeFloats;
import java.util.Arrays;

/**
 * Working space of one thread: a part of a native block for operands of products, and heap arrays for runs of values.
 */
public final class Scratch {
    /**
     * The length of a lane in floats. A few lanes fit into the first-level cache; a run that is longer is worked off in
     * pieces.
     */
    public static final int LANE = 4096;

    /** The length of a row array in floats: rows of a map that are longer are worked off in pieces. */
    public static final int ROW = 1 << 14;

    private static final int LANES = 8;
    private static final int ROWS = 8;

    /** The length of a tile array in floats that is used. */
    static final int TILE = 1024;

    private static final int TILES = 48;

    /** Keeps arrays of a power of two from falling on the same lines of the cache. */
    private static final int SKEW = 24;

    /** The length of a cell array in floats that is used. */
    static final int CELL = 512;

    private final NativeFloats block;
    private final int at;
    private final int length;
    private final float[][] lanes = new float[LANES][LANE];
    private final float[][] rows = new float[ROWS][ROW];
    private final float[][] tiles = new float[TILES][TILE + SKEW];
    private float[][] cells = new float[0][];

    /**
     * The working space over a part of a block.
     *
     * @param block the block
     * @param at where the part starts
     * @param length of the part
     */
    public Scratch(NativeFloats block, int at, int length) {
        this.block = block;
        this.at = at;
        this.length = length;
    }

    /**
     * One of the heap arrays.
     *
     * @param number 0 to 7
     * @return an array of {@link #LANE} floats with values left by whoever used it last
     */
    public float[] lane(int number) {
        return lanes[number];
    }

    /**
     * One of the heap arrays for whole rows of maps.
     *
     * @param number 0 to 7
     * @return an array of {@link #ROW} floats with values left by whoever used it last
     */
    public float[] row(int number) {
        return rows[number];
    }

    /**
     * Heap arrays for the transforms of Winograd tiles.
     *
     * @return 48 arrays of which the first {@link #TILE} floats are used
     */
    float[][] tiles() {
        return tiles;
    }

    /**
     * Heap arrays for cells of several patches, made when so many are first asked for.
     *
     * @param count how many are needed
     * @return at least so many arrays of which the first {@link #CELL} floats are used; they may be exchanged
     */
    float[][] cells(int count) {
        int known = cells.length;
        if (known < count) {
            cells = Arrays.copyOf(cells, count);
            for (int i = known; i < count; i++) {
                cells[i] = new float[CELL + SKEW];
            }
        }
        return cells;
    }

    /**
     * The block in which the native part lies.
     *
     * @return the block
     */
    public NativeFloats block() {
        return block;
    }

    /**
     * Where the native part starts in the block.
     *
     * @return index into the block
     */
    public int at() {
        return at;
    }

    /**
     * The length of the native part.
     *
     * @return floats
     */
    public int length() {
        return length;
    }
}
