package io.github.hdecomp.model;

import io.github.hdecomp.tensor.Extent;

/**
 * How the filters of a convolution lie on its input. Every extent is (rows, columns).
 *
 * @param kernel cells that a filter reads, at least 1 by 1
 * @param stride cells from one output to the next, at least 1 by 1
 * @param padding zeros above and below, and on the left and the right
 * @param dilation cells from one of the kernel's cells to the next, at least 1 by 1; 1 by 1 where they are neighbours
 * @param groups into how many parts channels are divided, each of which sees none of the others; at least 1
 * @param bias whether a number per output channel is added
 */
public record Filter(Extent kernel, Extent stride, Extent padding, Extent dilation, int groups, boolean bias) {
    private static final Extent ONE = new Extent(1, 1);

    /**
     * Checks the ranges.
     *
     * @param kernel see above
     * @param stride see above
     * @param padding see above
     * @param dilation see above
     * @param groups see above
     * @param bias see above
     */
    public Filter {
        if (least(kernel) < 1 || least(stride) < 1 || least(dilation) < 1 || least(padding) < 0 || groups < 1) {
            throw new IllegalArgumentException(
                    "filter: kernel " + kernel + ", stride " + stride + ", dilation " + dilation + " and groups "
                            + groups + " must be at least 1, and padding " + padding + " at least 0");
        }
    }

    private static int least(Extent extent) {
        return Math.min(extent.height(), extent.width());
    }

    /**
     * Filters with bias that move cell by cell, without padding, dilation or groups.
     *
     * @param rows of the kernel
     * @param columns of the kernel
     * @return the filters
     */
    public static Filter of(int rows, int columns) {
        return new Filter(new Extent(rows, columns), ONE, new Extent(0, 0), ONE, 1, true);
    }

    /**
     * These filters with another stride.
     *
     * @param rows per step
     * @param columns per step
     * @return the filters
     */
    public Filter withStride(int rows, int columns) {
        return new Filter(kernel, new Extent(rows, columns), padding, dilation, groups, bias);
    }

    /**
     * These filters with padding.
     *
     * @param rows of zeros above, and as many below
     * @param columns of zeros on the left, and as many on the right
     * @return the filters
     */
    public Filter withPadding(int rows, int columns) {
        return new Filter(kernel, stride, new Extent(rows, columns), dilation, groups, bias);
    }

    /**
     * These filters with their cells further apart.
     *
     * @param rows from cell to cell
     * @param columns from cell to cell
     * @return the filters
     */
    public Filter withDilation(int rows, int columns) {
        return new Filter(kernel, stride, padding, new Extent(rows, columns), groups, bias);
    }

    /**
     * These filters in groups of channels; as many as there are input channels make a depthwise convolution.
     *
     * @param count a divisor of the input's and the output's channels
     * @return the filters
     */
    public Filter withGroups(int count) {
        return new Filter(kernel, stride, padding, dilation, count, bias);
    }

    /**
     * These filters without bias, as in front of a batch norm.
     *
     * @return the filters
     */
    public Filter withoutBias() {
        return new Filter(kernel, stride, padding, dilation, groups, false);
    }
}
