package io.github.hdecomp.nd4j.graph;

import io.github.hdecomp.nd4j.kernel.Lanes;
import io.github.hdecomp.nd4j.kernel.Maps;
import io.github.hdecomp.nd4j.kernel.Run;
import io.github.hdecomp.nd4j.kernel.Scratch;
import io.github.hdecomp.tensor.Tensor;
import java.util.List;

/** Finds where a network left the finite numbers. */
public final class NonFinite {
    private NonFinite() {}

    /**
     * Whether all values are finite.
     *
     * @param tensor the values
     * @return false if one is infinite or not a number
     */
    static boolean isFinite(Tensor tensor) {
        int piece = Math.min(Scratch.LANE, tensor.size());
        float[] values = new float[piece];
        float[] zeros = new float[piece];
        for (int i = 0; i < tensor.size(); i += piece) {
            int length = Math.min(piece, tensor.size() - i);
            tensor.copyTo(i, values, 0, length);
            mark(values, zeros, length);
        }
        return isUnmarked(zeros);
    }

    /**
     * Marks places with values that are not finite.
     *
     * @param values not modified
     * @param marks 0 where none was found so far. Modified.
     * @param n elements
     */
    static void mark(float[] values, float[] marks, int n) {
        // 0 times anything finite is 0, times anything else NaN.
        Lanes.addScaled(0f, values, marks, n);
    }

    /** Whether only finite values were {@linkplain #mark shown}. */
    static boolean isUnmarked(float[] marks) {
        float sum = 0;
        for (float mark : marks) {
            sum += mark;
        }
        return sum == 0;
    }

    /**
     * Writes images where a network reads them, and checks them, since a ReLU may hide from the class scores what is not finite.
     *
     * @param name the network
     * @param images one per map
     * @param maps receive them. Modified.
     * @param run threads
     * @throws ArithmeticException if a value is not finite
     */
    static void put(String name, List<Tensor> images, Maps maps, Run run) {
        if (!Transfers.put(images, maps, run)) {
            images.forEach(image -> checkInput(name, image));
        }
    }

    private static void checkInput(String name, Tensor input) {
        int cells = input.shape().height() * input.shape().width();
        for (int i = 0; i < input.size(); i++) {
            if (!Float.isFinite(input.get(i))) {
                int cell = i % cells;
                int width = input.shape().width();
                throw complaint(name, "the input", input.get(i), i / cells, cell / width, cell % width);
            }
        }
    }

    private static ArithmeticException complaint(String name, String what, float value, int c, int y, int x) {
        return new ArithmeticException(name + ": " + what + " is " + value + " at (c, y, x) = [" + c + ", " + y + ", "
                + x + "], expected finite values; check the input's range and the weights");
    }

    /**
     * Checks the class scores of a recording.
     *
     * @param recording the recording
     * @param logits its class scores
     * @throws ArithmeticException if one is not finite; names the first layer that produced such a value
     */
    public static void check(Recording recording, Tensor logits) {
        if (isFinite(logits)) {
            return;
        }
        Topology topology = recording.network().topology();
        String name = topology.spec().name();
        for (int layer = Topology.INPUT; layer < topology.size(); layer++) {
            Maps maps = recording.maps(layer);
            for (int i = 0; i < maps.size(); i++) {
                float value = maps.data().host().get(maps.at() + i);
                if (!Float.isFinite(value)) {
                    int cell = i / maps.channels();
                    String what = layer == Topology.INPUT
                            ? "the input"
                            : topology.node(layer).name();
                    throw complaint(name, what, value, i % maps.channels(), cell / maps.width(), cell % maps.width());
                }
            }
        }
        throw new ArithmeticException(name + ": class scores are not finite");
    }
}
