package io.github.hdecomp.tensor;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * An immutable array of float32 values with a {@link Shape}, in row-major order: the last index runs fastest, so a map of
 * shape (C, H, W) holds channel after channel, row after row.
 */
public final class Tensor {
    private final Shape shape;
    private final float[] values;

    private Tensor(Shape shape, float[] values) {
        if (shape.size() != values.length) {
            throw new IllegalArgumentException(
                    "tensor: " + values.length + " values, but shape " + shape + " wants " + shape.size());
        }
        this.shape = shape;
        this.values = values;
    }

    /**
     * The tensor of some values.
     *
     * @param shape its shape
     * @param values its values in row-major order; copied
     * @return the tensor
     * @throws IllegalArgumentException if the number of values is not the shape's
     */
    public static Tensor of(Shape shape, float... values) {
        return new Tensor(shape, values.clone());
    }

    /**
     * The tensor over an array that the caller gives away: as {@link #of} without the copy.
     *
     * @param shape its shape
     * @param values its values in row-major order; kept, so the caller must not write to it again
     * @return the tensor
     * @throws IllegalArgumentException if the number of values is not the shape's
     */
    public static Tensor adopt(Shape shape, float[] values) {
        return new Tensor(shape, values);
    }

    /**
     * The shape.
     *
     * @return the extents
     */
    public Shape shape() {
        return shape;
    }

    /**
     * The number of elements.
     *
     * @return as of the shape
     */
    public int size() {
        return values.length;
    }

    /**
     * One element.
     *
     * @param index its flat index in row-major order
     * @return the value
     */
    public float get(int index) {
        return values[index];
    }

    /**
     * One element of a tensor of shape (C, H, W).
     *
     * @param channel its channel
     * @param y its row
     * @param x its column
     * @return the value
     * @throws IndexOutOfBoundsException if there is no such element
     */
    public float get(int channel, int y, int x) {
        boolean inside = channel >= 0
                && channel < shape.channels()
                && y >= 0
                && y < shape.height()
                && x >= 0
                && x < shape.width();
        if (!inside) {
            throw new IndexOutOfBoundsException(
                    "tensor: there is no element (" + channel + ", " + y + ", " + x + ") in (C, H, W) = " + shape);
        }
        return values[(channel * shape.height() + y) * shape.width() + x];
    }

    /**
     * Copies a run of elements.
     *
     * @param from flat index of the first
     * @param target receives them. Modified.
     * @param at index in the target of the first
     * @param length how many
     */
    public void copyTo(int from, float[] target, int at, int length) {
        System.arraycopy(values, from, target, at, length);
    }

    /**
     * The values in row-major order.
     *
     * @return a copy
     */
    public float[] toArray() {
        return values.clone();
    }

    /**
     * The values in row-major order, without a copy.
     *
     * @return a read-only view
     */
    public FloatBuffer asBuffer() {
        return FloatBuffer.wrap(values).asReadOnlyBuffer();
    }

    /**
     * The same values under another shape of the same size.
     *
     * @param to the shape
     * @return the tensor, which shares the values
     * @throws IllegalArgumentException if the sizes differ
     */
    public Tensor reshape(Shape to) {
        return new Tensor(to, values);
    }

    /**
     * The part of a tensor of shape (C, H, W) that lies in a region, for every channel.
     *
     * @param region a region inside the map
     * @return shape (C, region's height, region's width)
     * @throws IllegalArgumentException if the region leaves the map
     */
    public Tensor crop(Region region) {
        if (!region.clip(shape.height(), shape.width()).equals(region)) {
            throw new IllegalArgumentException("tensor: " + region + " leaves the map, (C, H, W) = " + shape);
        }
        int channels = shape.channels();
        float[] cropped = new float[channels * region.area()];
        for (int c = 0, at = 0; c < channels; c++) {
            for (int y = region.y(); y < region.bottom(); y++, at += region.width()) {
                int from = (c * shape.height() + y) * shape.width() + region.x();
                System.arraycopy(values, from, cropped, at, region.width());
            }
        }
        return new Tensor(Shape.of(channels, region.height(), region.width()), cropped);
    }

    /**
     * A tensor of shape (C, h, w) as a region of a larger map that is zero elsewhere: the counterpart of {@link #crop}.
     *
     * @param region where it belongs, of its own height and width, inside the map
     * @param height rows of the map
     * @param width columns of the map
     * @return shape (C, height, width)
     * @throws IllegalArgumentException if the region has another size than this tensor or leaves the map
     */
    public Tensor pad(Region region, int height, int width) {
        boolean fits = region.height() == shape.height() && region.width() == shape.width();
        if (!fits || !region.clip(height, width).equals(region)) {
            throw new IllegalArgumentException("tensor: (C, H, W) = " + shape + " does not fill " + region
                    + " of a map of " + height + "x" + width + " cells");
        }
        int channels = shape.channels();
        float[] padded = new float[Math.multiplyExact(channels, Math.multiplyExact(height, width))];
        for (int c = 0, at = 0; c < channels; c++) {
            for (int y = region.y(); y < region.bottom(); y++, at += region.width()) {
                System.arraycopy(values, at, padded, (c * height + y) * width + region.x(), region.width());
            }
        }
        return new Tensor(Shape.of(channels, height, width), padded);
    }

    /** Equal shapes and bitwise equal values. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Tensor tensor && shape.equals(tensor.shape) && Arrays.equals(values, tensor.values);
    }

    @Override
    public int hashCode() {
        return 31 * shape.hashCode() + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "Tensor" + shape;
    }
}
