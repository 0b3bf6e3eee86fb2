package io.github.hdecomp.map;

import io.github.hdecomp.tensor.Extent;
import io.github.hdecomp.tensor.Region;
import java.util.BitSet;
import java.util.Collection;

/** An immutable set of cells of a map, such as those of an object. */
public final class Mask {
    private final Extent size;
    private final BitSet cells;

    private Mask(Extent size, BitSet cells) {
        this.size = size;
        this.cells = cells;
    }

    /**
     * The mask of some cells.
     *
     * @param size rows and columns of the map
     * @param cells flat indices of the cells in row-major order; copied
     * @return the mask
     * @throws IllegalArgumentException if there are cells beyond the map
     */
    public static Mask of(Extent size, BitSet cells) {
        if (cells.length() > size.height() * size.width()) {
            throw new IllegalArgumentException(
                    "mask: cell " + (cells.length() - 1) + " lies beyond a map of " + size + " cells");
        }
        return new Mask(size, (BitSet) cells.clone());
    }

    /**
     * The union of rectangles.
     *
     * @param size rows and columns of the map
     * @param regions rectangles, of which only what lies on the map counts
     * @return the mask
     */
    public static Mask of(Extent size, Collection<Region> regions) {
        BitSet cells = new BitSet(size.height() * size.width());
        for (Region region : regions) {
            Region inside = region.clip(size.height(), size.width());
            for (int y = inside.y(); y < inside.bottom(); y++) {
                cells.set(y * size.width() + inside.x(), y * size.width() + inside.right());
            }
        }
        return new Mask(size, cells);
    }

    /**
     * The map's size.
     *
     * @return rows and columns
     */
    public Extent size() {
        return size;
    }

    /**
     * The number of cells in the mask.
     *
     * @return from 0 to the map's number of cells
     */
    public int area() {
        return cells.cardinality();
    }

    /**
     * The part of the map that the mask covers.
     *
     * @return from 0 to 1; 0 of a map without cells
     */
    public double share() {
        return area() / Math.max(1.0, (double) size.height() * size.width());
    }

    /**
     * Whether a cell is in the mask.
     *
     * @param index its flat index in row-major order
     * @return true inside
     */
    public boolean contains(int index) {
        return cells.get(index);
    }

    /**
     * Whether a cell is in the mask.
     *
     * @param y its row
     * @param x its column
     * @return true inside; false beyond the map
     */
    public boolean contains(int y, int x) {
        return y >= 0 && y < size.height() && x >= 0 && x < size.width() && cells.get(y * size.width() + x);
    }

    /**
     * The cells of either mask.
     *
     * @param other one of the same size
     * @return the union
     * @throws IllegalArgumentException if the sizes differ
     */
    public Mask or(Mask other) {
        if (!size.equals(other.size)) {
            throw new IllegalArgumentException(
                    "mask: one of " + other.size + " cells cannot be added to one of " + size + " cells");
        }
        BitSet union = (BitSet) cells.clone();
        union.or(other.cells);
        return new Mask(size, union);
    }

    /**
     * A rectangle of this mask; what lies beyond the map is not in the mask.
     *
     * @param region any rectangle of at least one cell, which may reach beyond the map
     * @return a mask of the region's size
     */
    public Mask crop(Region region) {
        BitSet part = new BitSet(region.area());
        for (int y = 0; y < region.height(); y++) {
            for (int x = 0; x < region.width(); x++) {
                part.set(y * region.width() + x, contains(region.y() + y, region.x() + x));
            }
        }
        return new Mask(new Extent(region.height(), region.width()), part);
    }

    /**
     * The cells that lie closer than a distance to a cell of this mask.
     *
     * @param distance in cells, at least 0; cells exactly that far away are left out, those of the mask are kept
     * @return the dilated mask
     */
    public Mask dilate(int distance) {
        if (distance <= 1) {
            return this;
        }
        BitSet dilated = new BitSet(size.height() * size.width());
        for (int dy = 1 - distance; dy < distance; dy++) {
            int reach = (int) Math.ceil(Math.sqrt((double) distance * distance - (double) dy * dy)) - 1;
            for (int y = Math.max(0, -dy); y < Math.min(size.height(), size.height() - dy); y++) {
                widen(y, reach, dilated, (y + dy) * size.width());
            }
        }
        return new Mask(size, dilated);
    }

    /** Puts each run of cells of a row, longer by {@code reach} on both sides, into the row that starts at {@code to}. */
    private void widen(int y, int reach, BitSet target, int to) {
        int start = y * size.width();
        int end = start + size.width();
        int from = cells.nextSetBit(start);
        while (from >= 0 && from < end) {
            int until = Math.min(cells.nextClearBit(from), end);
            int left = Math.max(0, from - start - reach);
            int right = Math.min(size.width(), until - start + reach);
            target.set(to + left, to + right);
            from = cells.nextSetBit(until);
        }
    }

    /** Equal sizes and equal cells. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Mask mask && size.equals(mask.size) && cells.equals(mask.cells);
    }

    @Override
    public int hashCode() {
        return 31 * size.hashCode() + cells.hashCode();
    }

    @Override
    public String toString() {
        return "Mask(" + area() + " of " + size + ")";
    }
}
