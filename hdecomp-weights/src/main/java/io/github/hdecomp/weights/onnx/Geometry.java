package io.github.hdecomp.weights.onnx;

import io.github.hdecomp.model.Attributes;
import io.github.hdecomp.tensor.Shape;
import java.util.Arrays;

/**
 * Where a window moves over a map, its padding worked out.
 *
 * @param attributes the window in the runtime's words
 * @param height rows of the output
 * @param width columns of the output
 */
record Geometry(Attributes attributes, int height, int width) {

    /** The output's extents with so many channels. */
    Shape dims(int channels) {
        return Feature.dims(channels, height, width);
    }

    static Geometry of(Node node, Shape map, int[] kernel, int[] dilations) {
        int[] strides = node.integers("strides", 1, 1);
        int[] pads = node.integers("pads", 0, 0, 0, 0);
        boolean ceil = node.integer("ceil_mode", 0) != 0;
        int[] in = {map.height(), map.width()};
        int[] out = new int[2];
        if (min(kernel) < 1 || min(strides) < 1 || min(dilations) < 1 || min(pads) < 0) {
            throw new IllegalArgumentException("kernel " + Arrays.toString(kernel) + ", strides "
                    + Arrays.toString(strides) + ", dilations " + Arrays.toString(dilations) + " and pads "
                    + Arrays.toString(pads) + ", expected no pad below 0 and everything else at least 1");
        }
        for (int axis = 0; axis < 2; axis++) {
            long span = Math.addExact(Math.multiplyExact((long) kernel[axis] - 1, dilations[axis]), 1);
            pad(node.text("auto_pad", "NOTSET"), axis, in[axis], span, strides[axis], pads);
            out[axis] = steps(in[axis], pads[axis], pads[axis + 2], span, strides[axis], ceil);
        }
        if (min(out) < 1) {
            throw new IllegalArgumentException("the window of " + Arrays.toString(kernel) + " is larger than its input "
                    + map + " with pads " + Arrays.toString(pads));
        }
        Attributes attributes = Attributes.none()
                .with("kernel_shape", kernel[0], kernel[1])
                .with("strides", strides[0], strides[1])
                .with("pads", pads[0], pads[1], pads[2], pads[3])
                .with("dilations", dilations[0], dilations[1])
                .with("ceil_mode", ceil ? 1 : 0);
        return new Geometry(attributes, out[0], out[1]);
    }

    private static int min(int[] values) {
        return Arrays.stream(values).min().orElse(0);
    }

    /** Works out the padding that gives one output cell per stride; the odd cell goes behind or in front. */
    private static void pad(String mode, int axis, int in, long span, int stride, int[] pads) {
        switch (mode) {
            case "NOTSET", "" -> {}
            case "VALID" -> {
                pads[axis] = 0;
                pads[axis + 2] = 0;
            }
            case "SAME_UPPER", "SAME_LOWER" -> {
                long out = ((long) in + stride - 1) / stride;
                int total = Math.toIntExact(Math.max(0, (out - 1) * stride + span - in));
                int smaller = total / 2;
                pads[axis] = mode.equals("SAME_UPPER") ? smaller : total - smaller;
                pads[axis + 2] = total - pads[axis];
            }
            default -> throw new IllegalArgumentException("auto_pad " + mode + " is unknown");
        }
    }

    /** With ceil mode, a last window that starts inside the map or the padding in front of it counts. */
    private static int steps(int in, int before, int after, long span, int stride, boolean ceil) {
        long room = (long) in + before + after - span;
        if (room < 0) {
            return 0;
        }
        long steps = ceil ? (room + stride - 1) / stride + 1 : room / stride + 1;
        boolean beyond = ceil && (steps - 1) * stride >= (long) in + before;
        return Math.toIntExact(beyond ? steps - 1 : steps);
    }
}
