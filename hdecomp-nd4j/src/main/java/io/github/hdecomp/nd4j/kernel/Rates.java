package io.github.hdecomp.nd4j.kernel;

/**
 * What the steps of a convolution take, in nanoseconds on two cores; only the ratios matter. They were fitted to times measured
 * on two kinds of processor, so that which engine is fastest depends on shapes and on the instruction set alone.
 *
 * @param perOperation an operation of a matrix product
 * @param perGenerated an operation of code generated for a convolution
 * @param perFloatRead reading a float from memory
 * @param perTransformed transforming a value to or from a tile
 * @param perCopied copying a value to a row of windows
 */
public record Rates(
        double perOperation, double perGenerated, double perFloatRead, double perTransformed, double perCopied) {

    /** Products by OpenBLAS. */
    public static final Rates OPENBLAS = new Rates(0.005, 0.0019, 0.1, 0.26, 0.11);

    /** Code by oneDNN for vectors of 512 bits. */
    public static final Rates WIDE = new Rates(0.002, 0.0019, 0.1, 0.26, 0.11);

    /** Code by oneDNN for vectors of 256 bits. */
    public static final Rates NARROW = new Rates(0.0061, 0.0061, 0.2, 0.45, 0.11);
}
