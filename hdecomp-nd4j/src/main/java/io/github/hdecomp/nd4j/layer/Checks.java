package io.github.hdecomp.nd4j.layer;

import io.github.hdecomp.model.NodeSpec;
import io.github.hdecomp.model.ParameterSpec;
import io.github.hdecomp.nd4j.kernel.Window;
import io.github.hdecomp.tensor.Shape;
import java.util.stream.IntStream;

/** Complaints about layers that do not fit; the graph adds the layer's name in front. */
final class Checks {
    private Checks() {}

    static void parameters(NodeSpec node, int least, int most, String expected) {
        int count = node.parameters().size();
        if (count < least || count > most) {
            throw new IllegalArgumentException("got " + count + " parameters, expected " + expected);
        }
    }

    static void shape(ParameterSpec parameter, Shape expected) {
        if (!parameter.shape().equals(expected)) {
            throw new IllegalArgumentException(
                    parameter.name() + " has shape " + parameter.shape() + ", expected " + expected);
        }
    }

    /** A pool makes something of nothing where its window lies in the padding altogether. */
    static void everyWindowTouches(Shape input, Window window) {
        boolean rows = touches(
                window.outputHeight(input.height()),
                input.height(),
                window.strideHeight(),
                window.top(),
                window.kernelHeight(),
                window.dilationHeight());
        boolean columns = touches(
                window.outputWidth(input.width()),
                input.width(),
                window.strideWidth(),
                window.left(),
                window.kernelWidth(),
                window.dilationWidth());
        if (!rows || !columns) {
            throw new IllegalArgumentException(
                    "a window lies in the padding altogether, expected each to reach a cell of" + " the input " + input
                            + "; make pads smaller than the kernel: " + window);
        }
    }

    private static boolean touches(int steps, int size, int stride, int pad, int kernel, int dilation) {
        return IntStream.range(0, steps)
                .allMatch(step -> IntStream.range(0, kernel)
                        .map(k -> step * stride - pad + k * dilation)
                        .anyMatch(cell -> cell >= 0 && cell < size));
    }

    static void fits(Shape input, int outHeight, int outWidth, Object window) {
        if (outHeight < 1 || outWidth < 1) {
            throw new IllegalArgumentException("input " + input + " is smaller than the window " + window);
        }
    }
}
