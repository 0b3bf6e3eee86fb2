package io.github.hdecomp.nd4j.graph;

import io.github.hdecomp.nd4j.kernel.Maps;
import io.github.hdecomp.nd4j.kernel.Run;
import io.github.hdecomp.nd4j.memory.NativeFloats;
import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Class scores of a batch of images, computed without keeping the features of the layers. */
public final class Scores {
    private Scores() {}

    /**
     * Runs a network.
     *
     * @param network the network
     * @param inputs images of the network's input shape
     * @return shape (classes) for each image, in order
     * @throws ArithmeticException if a score is not finite; names the first layer that produced such a value
     */
    public static List<Tensor> of(Network network, List<Tensor> inputs) {
        Arena arena = network.borrow();
        List<Tensor> logits;
        try {
            logits = network.gemm().within(() -> forward(network, arena, inputs));
        } finally {
            network.giveBack(arena);
        }
        for (int n = 0; n < inputs.size(); n++) {
            if (!NonFinite.isFinite(logits.get(n))) {
                explain(network, inputs.get(n), logits.get(n));
            }
        }
        return logits;
    }

    private static List<Tensor> forward(Network network, Arena arena, List<Tensor> inputs) {
        MemoryLayout layout = network.predictionLayout();
        int count = inputs.size();
        NativeFloats block = arena.features(Math.multiplyExact(layout.length(), count));
        Run run = network.run(arena);
        Transfers.put(inputs, network.maps(layout, block, count, Topology.INPUT), run);
        network.forward(layout, block, count, run);
        Maps scores = network.maps(layout, block, count, network.topology().logits());
        List<Tensor> logits = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            Tensor one = Transfers.get(scores, n, Region.whole(scores.height(), scores.width()));
            logits.add(one.reshape(Shape.of(one.size())));
        }
        return logits;
    }

    private static void explain(Network network, Tensor input, Tensor logits) {
        try (Recording recording = new Recording(network, List.of(input))) {
            NonFinite.check(recording, logits);
        }
    }
}
