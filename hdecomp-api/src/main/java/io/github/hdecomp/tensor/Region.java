package io.github.hdecomp.tensor;

/**
 * A rectangle of cells in a map: rows {@code y} to {@code y + height - 1}, columns {@code x} to {@code x + width - 1}.
 *
 * @param y first row; negative where a region reaches beyond the map's upper border
 * @param x first column
 * @param height number of rows, 0 for an empty region
 * @param width number of columns
 */
public record Region(int y, int x, int height, int width) {

    /**
     * Checks the extents.
     *
     * @param y see above
     * @param x see above
     * @param height see above
     * @param width see above
     */
    public Region {
        if (height < 0 || width < 0) {
            throw new IllegalArgumentException(
                    "region: height " + height + " and width " + width + " must not be negative");
        }
    }

    /**
     * The region of all cells of a map.
     *
     * @param height the map's rows
     * @param width the map's columns
     * @return the region at (0, 0)
     */
    public static Region whole(int height, int width) {
        return new Region(0, 0, height, width);
    }

    /**
     * The row after the last.
     *
     * @return y + height
     */
    public int bottom() {
        return y + height;
    }

    /**
     * The column after the last.
     *
     * @return x + width
     */
    public int right() {
        return x + width;
    }

    /**
     * The number of cells.
     *
     * @return height times width
     */
    public int area() {
        return height * width;
    }

    /**
     * Whether a cell lies inside.
     *
     * @param row its row
     * @param column its column
     * @return true inside
     */
    public boolean contains(int row, int column) {
        return row >= y && row < bottom() && column >= x && column < right();
    }

    /**
     * The smallest region that covers this one and another.
     *
     * @param other the other; an empty region adds nothing
     * @return the bounding region
     */
    public Region cover(Region other) {
        if (other.area() == 0) {
            return this;
        }
        if (area() == 0) {
            return other;
        }
        int top = Math.min(y, other.y);
        int left = Math.min(x, other.x);
        return new Region(top, left, Math.max(bottom(), other.bottom()) - top, Math.max(right(), other.right()) - left);
    }

    /**
     * The part that lies on a map.
     *
     * @param mapHeight the map's rows
     * @param mapWidth the map's columns
     * @return the intersection with the whole map, possibly empty
     */
    public Region clip(int mapHeight, int mapWidth) {
        int top = Math.min(Math.max(y, 0), mapHeight);
        int left = Math.min(Math.max(x, 0), mapWidth);
        int height = Math.max(Math.min(bottom(), mapHeight) - top, 0);
        int width = Math.max(Math.min(right(), mapWidth) - left, 0);
        return new Region(top, left, height, width);
    }
}
