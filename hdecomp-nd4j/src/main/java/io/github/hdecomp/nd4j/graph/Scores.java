package io.github.hdecomp.nd4j.graph;

import io.github.hdecomp.nd4j.kernel.Maps;
import io.github.hdecomp.nd4j.kernel.Run;
import io.github.hdecomp.nd4j.memory.NativeFloats;
import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Class scores of images, computed in batches and without keeping the features of the layers. */
public final class Scores {
    /** Images that are computed together when many are given. */
    private static final int MOST_IMAGES = 8;

    /** The most memory that a batch of several takes, in floats. */
    private static final int MOST_FLOATS = 1 << 28;

    private Scores() {}

    /**
     * How many images of one size are computed at once: a few, fewer if they are large.
     *
     * @param floats the memory that one image takes
     * @return at least 1
     */
    static int batch(int floats) {
        return Math.max(1, Math.min(MOST_IMAGES, MOST_FLOATS / Math.max(floats, 1)));
    }

    /**
     * Runs a network.
     *
     * @param network the network
     * @param inputs images of the network's input shape
     * @return shape (classes) for each image, in order
     * @throws ArithmeticException if a score is not finite; names the first layer that produced such a value
     */
    public static List<Tensor> of(Network network, List<Tensor> inputs) {
        int batch = batch(network.predictionLayout().length());
        List<Tensor> logits = new ArrayList<>();
        for (int first = 0; first < inputs.size(); first += batch) {
            logits.addAll(together(network, inputs.subList(first, Math.min(first + batch, inputs.size()))));
        }
        return logits;
    }

    /**
     * Runs a network on one image, with something done to the outputs of layers before others read them.
     *
     * @param network the network
     * @param input an image of the network's input shape
     * @param intervention what is done
     * @return shape (classes)
     * @throws ArithmeticException if a score is not finite
     */
    public static Tensor of(Network network, Tensor input, Network.Intervention intervention) {
        Arena arena = network.borrow();
        Tensor scores;
        try {
            scores = network.gemm()
                    .within(() -> forward(network, arena, List.of(input), intervention))
                    .get(0);
        } finally {
            network.giveBack(arena);
        }
        if (!NonFinite.isFinite(scores)) {
            throw new ArithmeticException(network.topology().spec().name()
                    + ": class scores of the edited network are not finite; check what is put into its layers");
        }
        return ofClasses(network.topology(), scores);
    }

    private static List<Tensor> together(Network network, List<Tensor> inputs) {
        Arena arena = network.borrow();
        List<Tensor> logits;
        try {
            logits = network.gemm().within(() -> forward(network, arena, inputs, (number, maps) -> {}));
        } finally {
            network.giveBack(arena);
        }
        for (int n = 0; n < inputs.size(); n++) {
            if (!NonFinite.isFinite(logits.get(n))) {
                explain(network, inputs.get(n), logits.get(n));
            }
        }
        Topology topology = network.topology();
        return logits.stream().map(scores -> ofClasses(topology, scores)).toList();
    }

    /**
     * The class scores among the output of a network.
     *
     * @param topology the network
     * @param output the output of its last layer before any softmax
     * @return shape (classes); empty if the output is a map
     */
    public static Tensor ofClasses(Topology topology, Tensor output) {
        int classes = topology.classes();
        return classes == 0 ? Tensor.adopt(Shape.of(0), new float[0]) : output.reshape(Shape.of(classes));
    }

    private static List<Tensor> forward(
            Network network, Arena arena, List<Tensor> inputs, Network.Intervention intervention) {
        MemoryLayout layout = network.predictionLayout();
        int count = inputs.size();
        NativeFloats block = arena.features(Math.multiplyExact(layout.length(), count));
        Run run = network.run(arena);
        NonFinite.put(
                network.topology().spec().name(), inputs, network.maps(layout, block, count, Topology.INPUT), run);
        network.forward(layout, block, count, run, intervention);
        Maps scores = network.maps(layout, block, count, network.topology().logits());
        List<Tensor> logits = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            Tensor one = Transfers.get(scores, n, Region.whole(scores.height(), scores.width()));
            logits.add(one);
        }
        return logits;
    }

    private static void explain(Network network, Tensor input, Tensor logits) {
        try (Recording recording = new Recording(network, List.of(input))) {
            NonFinite.check(recording, logits);
        }
    }
}
