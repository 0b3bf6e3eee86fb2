package io.github.hdecomp.tensor;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The extents of a tensor, outermost first: (C, H, W) for feature maps, (O, I, Kh, Kw) for convolution weights, () for a
 * scalar.
 */
public final class Shape {
    private final int[] extents;

    private Shape(int[] extents) {
        this.extents = extents;
    }

    /**
     * The shape with the given extents.
     *
     * @param extents each at least 0; none for a scalar
     * @return the shape
     * @throws IllegalArgumentException if an extent is negative or the number of elements exceeds 2<sup>31</sup>-1
     */
    public static Shape of(int... extents) {
        long size = 1;
        for (int extent : extents) {
            if (extent < 0) {
                throw new IllegalArgumentException(
                        "shape " + Arrays.toString(extents) + ": extents must not be negative");
            }
            size = Math.multiplyExact(size, extent);
            if (size > Integer.MAX_VALUE) {
                throw new IllegalArgumentException(
                        "shape " + Arrays.toString(extents) + ": more than 2^31-1 elements, the most one tensor holds");
            }
        }
        return new Shape(extents.clone());
    }

    /**
     * The number of extents.
     *
     * @return 0 for a scalar
     */
    public int rank() {
        return extents.length;
    }

    /**
     * One extent.
     *
     * @param axis 0 for the outermost
     * @return the extent along that axis
     */
    public int extent(int axis) {
        return extents[axis];
    }

    /**
     * The number of elements, 1 for a scalar.
     *
     * @return the product of the extents
     */
    public int size() {
        int size = 1;
        for (int extent : extents) {
            size *= extent;
        }
        return size;
    }

    /**
     * The extent C of a shape (C, H, W).
     *
     * @return the number of channels
     */
    public int channels() {
        return map(0);
    }

    /**
     * The extent H of a shape (C, H, W).
     *
     * @return the number of rows
     */
    public int height() {
        return map(1);
    }

    /**
     * The extent W of a shape (C, H, W).
     *
     * @return the number of columns
     */
    public int width() {
        return map(2);
    }

    /**
     * The extents.
     *
     * @return a copy
     */
    public int[] toArray() {
        return extents.clone();
    }

    private int map(int axis) {
        if (extents.length != 3) {
            throw new IllegalStateException("shape " + this + " is not one of maps (C, H, W)");
        }
        return extents[axis];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape shape && Arrays.equals(extents, shape.extents);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(extents);
    }

    /** As a tuple: {@code (64, 3, 7, 7)}. */
    @Override
    public String toString() {
        return Arrays.stream(extents).mapToObj(Integer::toString).collect(Collectors.joining(", ", "(", ")"));
    }
}
