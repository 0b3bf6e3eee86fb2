package io.github.hdecomp.nd4j.graph;

import io.github.hdecomp.nd4j.kernel.Maps;
import io.github.hdecomp.tensor.Tensor;
import java.util.stream.IntStream;

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
        return IntStream.range(0, tensor.size()).allMatch(i -> Float.isFinite(tensor.get(i)));
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
                    String place =
                            "[" + i % maps.channels() + ", " + cell / maps.width() + ", " + cell % maps.width() + "]";
                    throw new ArithmeticException(name + ": "
                            + (layer == Topology.INPUT
                                    ? "the input"
                                    : topology.node(layer).name()) + " is " + value
                            + " at (c, y, x) = " + place
                            + ", expected finite values; check the input's range and the weights");
                }
            }
        }
        throw new ArithmeticException(name + ": class scores are not finite");
    }
}
