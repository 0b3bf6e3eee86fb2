package io.github.hdecomp.render;

import io.github.hdecomp.tensor.Extent;

/**
 * The size of a node's drawing.
 *
 * @param side of the map, in pixels
 * @param views 1 for the map alone, 2 with a sharp view
 * @param beside whether the sharp view stands beside the map rather than below it
 */
record TileSize(Extent side, int views, boolean beside) {
    /** Between the map and the sharp view. */
    static final int SEAM = 3;

    int captionHeight() {
        return large() ? 34 : 29;
    }

    boolean large() {
        return side.width() >= 110;
    }

    double letters() {
        return large() ? 12 : 10.5;
    }

    int width() {
        return views == 2 && beside ? 2 * side.width() + SEAM : side.width();
    }

    int height() {
        return captionHeight() + (views == 2 && !beside ? 2 * side.height() + SEAM : side.height());
    }
}
