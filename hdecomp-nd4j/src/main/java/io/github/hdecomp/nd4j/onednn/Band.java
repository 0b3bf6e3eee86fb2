package io.github.hdecomp.nd4j.onednn;

import io.github.hdecomp.nd4j.kernel.Window;
import java.util.ArrayList;
import java.util.List;

/**
 * Some rows of a convolution's output with the rows of the input that they read.
 *
 * @param row the first row of the output
 * @param inputRow the first row of the input
 * @param shape what code is generated for
 */
record Band(int row, int inputRow, Shape shape) {

    /**
     * What bands have in common for which the same code serves.
     *
     * @param rows of the output
     * @param inputRows of the input, without padding
     * @param top rows of padding above them
     * @param bottom rows of padding below them
     */
    record Shape(int rows, int inputRows, int top, int bottom) {}

    /** Divides an output into bands of nearly one height. */
    static List<Band> divide(Window window, int inputHeight, int height, int count) {
        List<Band> bands = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int row = height * i / count;
            int end = height * (i + 1) / count;
            int first = row * window.strideHeight() - window.top();
            int last = (end - 1) * window.strideHeight()
                    - window.top()
                    + (window.kernelHeight() - 1) * window.dilationHeight()
                    + 1;
            int top = Math.max(0, -first);
            int bottom = Math.max(0, last - inputHeight);
            bands.add(new Band(row, first + top, new Shape(end - row, last - bottom - first - top, top, bottom)));
        }
        return bands;
    }
}
