package io.github.hdecomp.nd4j.kernel;

/**
 * The tiles that cover the output of a convolution, in segments: neighbours in one row of tiles whose transforms are computed
 * together. Segments are numbered over all rows of all maps.
 */
final class TileGrid {
    private final int side;
    private final int tileRows;
    private final int tileColumns;
    private final int maps;
    private final int tilesPerSegment;
    private final int segmentsPerRow;

    /**
     * Covers maps.
     *
     * @param y the output
     * @param side cells of a tile per direction
     * @param most tiles per segment
     */
    TileGrid(Maps y, int side, int most) {
        this.side = side;
        this.maps = y.count();
        this.tileRows = (y.height() + side - 1) / side;
        this.tileColumns = (y.width() + side - 1) / side;
        this.tilesPerSegment = Math.max(1, Math.min(most, tileColumns));
        this.segmentsPerRow = (tileColumns + tilesPerSegment - 1) / tilesPerSegment;
    }

    int tilesPerSegment() {
        return tilesPerSegment;
    }

    int segments() {
        return maps * tileRows * segmentsPerRow;
    }

    /** The number of tiles in all segments before one. */
    private int tilesBefore(int segment) {
        return segment / segmentsPerRow * tileColumns
                + Math.min(segment % segmentsPerRow * tilesPerSegment, tileColumns);
    }

    /** The number of tiles of a segment. */
    int tiles(int segment) {
        return tilesBefore(segment + 1) - tilesBefore(segment);
    }

    /** The map that a segment lies in. */
    int map(int segment) {
        return segment / (tileRows * segmentsPerRow);
    }

    /** The first row of the output that a segment covers. */
    int row(int segment) {
        return segment / segmentsPerRow % tileRows * side;
    }

    /** The first column of the output that a segment covers. */
    int column(int segment) {
        return segment % segmentsPerRow * tilesPerSegment * side;
    }

    /** Some segments that are worked on together. */
    TileBlock block(int first, int count) {
        int end = Math.min(first + count, segments());
        return new TileBlock(this, first, end);
    }

    /** The number of a segment's first tile among those of a block. */
    int tileInBlock(int segment, TileBlock block) {
        return tilesBefore(segment) - tilesBefore(block.first());
    }

    int tilesBetween(int first, int end) {
        return tilesBefore(end) - tilesBefore(first);
    }
}
