package io.github.hdecomp.examples.explore;

import io.github.hdecomp.tensor.Region;

/**
 * A rectangle of the picture as the network sees it, in pixels.
 *
 * @param y first row
 * @param x first column
 * @param height number of rows, at least 1
 * @param width number of columns, at least 1
 */
record Box(int y, int x, int height, int width) {
    Box {
        if (y < 0 || x < 0 || height < 1 || width < 1) {
            throw Refusal.badRequest("A rectangle from row " + y + ", column " + x + " of " + height + " rows and "
                    + width + " columns: it has to begin in the picture and have at least one pixel.");
        }
    }

    /** The part of it that lies in a picture; refused if there is none. */
    Region within(int rows, int columns) {
        if (y >= rows || x >= columns) {
            throw Refusal.badRequest("A rectangle from row " + y + ", column " + x
                    + " lies outside the picture, which has rows 0 to " + (rows - 1) + " and columns 0 to "
                    + (columns - 1) + ".");
        }
        return new Region(y, x, Math.min(height, rows - y), Math.min(width, columns - x));
    }
}
