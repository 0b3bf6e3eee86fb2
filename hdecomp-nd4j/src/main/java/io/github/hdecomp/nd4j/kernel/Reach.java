package io.github.hdecomp.nd4j.kernel;

/**
 * Which cell of the input one cell of the window meets at each cell of an output part; cells are counted over all maps.
 *
 * @param window the geometry
 * @param y the output
 * @param tap the cell of the window
 */
record Reach(Window window, Part y, int tap) {

    int map(int cell) {
        return cell / y.region().area();
    }

    /** The row of the input's map, outside it in the padding. */
    int inputRow(int cell) {
        int row = y.region().y() + cell % y.region().area() / y.region().width();
        return row * window.strideHeight() - window.top() + tap / window.kernelWidth() * window.dilationHeight();
    }

    /** The column of the input's map, outside it in the padding. */
    int inputColumn(int cell) {
        int column = y.region().x() + cell % y.region().width();
        return column * window.strideWidth() - window.left() + tap % window.kernelWidth() * window.dilationWidth();
    }
}
