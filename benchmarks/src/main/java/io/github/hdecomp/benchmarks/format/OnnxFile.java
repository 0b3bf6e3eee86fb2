package io.github.hdecomp.benchmarks.format;

import io.github.hdecomp.model.LayerInfo;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.NodeSpec;
import io.github.hdecomp.model.ParameterSpec;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Weights;
import io.github.hdecomp.spi.Backend;
import io.github.hdecomp.tensor.Shape;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes a network as an ONNX model (IR version 9, operator set 19, the first whose average pools may have dilations), weights inside, for batches of any size: what a peer that
 * reads ONNX needs to compute the same. Tensors are copied run by run, so that a file may be larger than the heap.
 */
public final class OnnxFile {
    private static final int FLOAT = 1;

    private OnnxFile() {}

    /**
     * Writes a file.
     *
     * @param spec the network
     * @param weights its weights, at most 2 GB of them
     * @param file is replaced
     * @throws IOException if it cannot be written
     * @throws IllegalArgumentException if ONNX has no operator for a layer
     */
    public static void write(ModelSpec spec, Weights weights, Path file) throws IOException {
        Message model = new Message()
                .integer(1, 9)
                .text(2, "hdecomp benchmarks")
                .message(7, graph(spec, weights))
                .message(8, new Message().text(1, "").integer(2, 19));
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            model.writeTo(out);
        }
    }

    private static Message graph(ModelSpec spec, Weights weights) {
        Message graph = new Message();
        Map<String, Shape> shapes = new HashMap<>(Map.of(Tap.INPUT.name(), spec.input()));
        for (LayerInfo layer : Backend.find().layers(spec)) {
            shapes.put(layer.name(), layer.output());
        }
        for (NodeSpec node : spec.nodes()) {
            Shape input = shapes.getOrDefault(node.inputs().get(0), spec.input());
            graph.message(1, OnnxNode.of(node, input));
        }
        graph.text(2, spec.name());
        for (ParameterSpec parameter : spec.parameters()) {
            graph.message(5, initializer(parameter, weights));
        }
        Message logits = new Message().message(1, new Message().integer(1, FLOAT));
        return graph.message(11, input(spec))
                .message(12, new Message().text(1, spec.logits()).message(2, logits));
    }

    private static Message input(ModelSpec spec) {
        // Any number of inputs at once.
        Message shape = new Message().message(1, new Message().text(2, "n"));
        for (int axis = 0; axis < spec.input().rank(); axis++) {
            shape.message(1, new Message().integer(1, spec.input().extent(axis)));
        }
        Message tensor = new Message().integer(1, FLOAT).message(2, shape);
        return new Message().text(1, Tap.INPUT.name()).message(2, new Message().message(1, tensor));
    }

    private static Message initializer(ParameterSpec parameter, Weights weights) {
        Shape shape = parameter.shape();
        Message tensor = new Message();
        for (int axis = 0; axis < shape.rank(); axis++) {
            tensor.integer(1, shape.extent(axis));
        }
        return tensor.integer(2, FLOAT)
                .text(8, parameter.name())
                .bytes(9, (long) Float.BYTES * shape.size(), new RawFloats(parameter.name(), weights)::writeTo);
    }
}
