package io.github.hdecomp.tensor;

/**
 * A size or a step in two dimensions, in cells.
 *
 * @param height along rows
 * @param width along columns
 */
public record Extent(int height, int width) {

    /** As {@code 14x14}. */
    @Override
    public String toString() {
        return height + "x" + width;
    }
}
