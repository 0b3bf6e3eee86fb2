package io.github.hdecomp.nd4j.kernel;

/**
 * Segments of tiles that are worked on together.
 *
 * @param grid of which
 * @param first segment
 * @param end the segment after the last
 */
record TileBlock(TileGrid grid, int first, int end) {

    int segments() {
        return end - first;
    }

    int tiles() {
        return grid.tilesBetween(first, end);
    }
}
