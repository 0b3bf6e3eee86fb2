package io.github.hdecomp.nd4j.kernel;

import io.github.hdecomp.tensor.Region;

/**
 * The same region of every map of a batch.
 *
 * @param values the region's values, one "map" of its size per map
 * @param region where it lies, inside the maps
 */
public record Part(Maps values, Region region) {

    /**
     * Maps as the part that is all of them.
     *
     * @param maps the maps
     * @return the part
     */
    public static Part whole(Maps maps) {
        return new Part(maps, Region.whole(maps.height(), maps.width()));
    }

    /**
     * The index of a cell's first channel.
     *
     * @param n the map
     * @param y the row in the map
     * @param x the column in the map
     * @return index into the data
     */
    public int index(int n, int y, int x) {
        return values.index(n, y - region.y(), x - region.x());
    }
}
