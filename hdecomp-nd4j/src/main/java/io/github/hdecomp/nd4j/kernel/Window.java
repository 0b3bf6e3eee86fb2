package io.github.hdecomp.nd4j.kernel;

import io.github.hdecomp.model.Attributes;
import io.github.hdecomp.tensor.Region;

/**
 * The geometry of convolutions and pools: a window of {@code kernel} cells, {@code dilation} apart, that moves by
 * {@code stride} over a map with padding around it. Each pair is (rows, columns).
 *
 * @param kernelHeight rows of the window
 * @param kernelWidth columns of the window
 * @param strideHeight rows per step
 * @param strideWidth columns per step
 * @param top padding above
 * @param left padding on the left
 * @param bottom padding below
 * @param right padding on the right
 * @param dilationHeight rows between the window's cells, 1 for a dense window
 * @param dilationWidth columns between the window's cells
 * @param ceilMode whether a last window that reaches beyond the padding counts, if it starts before it
 */
public record Window(
        int kernelHeight,
        int kernelWidth,
        int strideHeight,
        int strideWidth,
        int top,
        int left,
        int bottom,
        int right,
        int dilationHeight,
        int dilationWidth,
        boolean ceilMode) {

    /** The window of one cell. */
    public static final Window POINT = new Window(1, 1, 1, 1, 0, 0, 0, 0, 1, 1, false);

    /**
     * The window that ONNX attributes describe.
     *
     * @param attributes {@code kernel_shape, strides, pads (top, left, bottom, right), dilations, ceil_mode}
     * @return the window
     * @throws IllegalArgumentException if a number is out of range
     */
    public static Window of(Attributes attributes) {
        int[] kernel = attributes.integers("kernel_shape", 1, 1);
        int[] strides = attributes.integers("strides", 1, 1);
        int[] pads = attributes.integers("pads", 0, 0, 0, 0);
        int[] dilations = attributes.integers("dilations", 1, 1);
        boolean ceil = attributes.integer("ceil_mode", 0) != 0;
        Window window = new Window(
                kernel[0],
                kernel[1],
                strides[0],
                strides[1],
                pads[0],
                pads[1],
                pads[2],
                pads[3],
                dilations[0],
                dilations[1],
                ceil);
        if (Math.min(kernel[0], kernel[1]) < 1
                || Math.min(strides[0], strides[1]) < 1
                || Math.min(dilations[0], dilations[1]) < 1
                || Math.min(Math.min(pads[0], pads[1]), Math.min(pads[2], pads[3])) < 0) {
            throw new IllegalArgumentException(
                    "kernel, strides and dilations must be at least 1 and pads at least 0: " + window);
        }
        return window;
    }

    /**
     * The number of rows of the output.
     *
     * @param rows of the input
     * @return the number of steps, less than 1 if the window does not fit
     */
    public int outputHeight(int rows) {
        return steps(rows, kernelHeight, strideHeight, top, bottom, dilationHeight);
    }

    /**
     * The number of columns of the output.
     *
     * @param columns of the input
     * @return the number of steps, less than 1 if the window does not fit
     */
    public int outputWidth(int columns) {
        return steps(columns, kernelWidth, strideWidth, left, right, dilationWidth);
    }

    private int steps(int in, int kernel, int stride, int before, int after, int dilation) {
        int room = in + before + after - ((kernel - 1) * dilation + 1);
        if (room < 0) {
            return 0;
        }
        if (!ceilMode) {
            return room / stride + 1;
        }
        int steps = (room + stride - 1) / stride + 1;
        return (steps - 1) * stride >= in + before ? steps - 1 : steps;
    }

    /**
     * The cells that an output region reads.
     *
     * @param out a region of the output
     * @return the region of the input, reaching into the padding
     */
    public Region inputRegion(Region out) {
        if (out.area() == 0) {
            return new Region(0, 0, 0, 0);
        }
        return new Region(
                out.y() * strideHeight - top,
                out.x() * strideWidth - left,
                (out.height() - 1) * strideHeight + (kernelHeight - 1) * dilationHeight + 1,
                (out.width() - 1) * strideWidth + (kernelWidth - 1) * dilationWidth + 1);
    }

    /**
     * The window with just the padding that an output region reads: with it, the region comes out of the cells of the map
     * that it reads.
     *
     * @param out a region of the output
     * @param height rows of the input's map
     * @param width columns of the input's map
     * @return the window over {@code inputRegion(out).clip(height, width)}
     */
    public Window part(Region out, int height, int width) {
        Region full = inputRegion(out);
        return new Window(
                kernelHeight,
                kernelWidth,
                strideHeight,
                strideWidth,
                Math.max(-full.y(), 0),
                Math.max(-full.x(), 0),
                Math.max(Math.min(full.bottom() - height, bottom), 0),
                Math.max(Math.min(full.right() - width, right), 0),
                dilationHeight,
                dilationWidth,
                ceilMode);
    }

    /**
     * The number of cells of the window.
     *
     * @return rows times columns
     */
    public int taps() {
        return kernelHeight * kernelWidth;
    }

    /**
     * Whether every output cell reads just the input cell in its place.
     *
     * @return true for 1 by 1 windows with stride 1 and without padding
     */
    public boolean isPointwise() {
        return taps() == 1 && strideHeight == 1 && strideWidth == 1 && top + left + bottom + right == 0;
    }
}
