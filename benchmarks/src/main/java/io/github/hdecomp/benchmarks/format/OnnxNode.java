package io.github.hdecomp.benchmarks.format;

import io.github.hdecomp.model.NodeSpec;
import io.github.hdecomp.model.ParameterSpec;
import io.github.hdecomp.tensor.Shape;
import java.util.List;
import java.util.Set;

/** One layer as a NodeProto. Operators and hyper-parameters of a network's description have ONNX's names already. */
final class OnnxNode {
    private static final Set<String> SAME = Set.of(
            "Conv", "BatchNormalization", "Relu", "MaxPool", "AveragePool", "GlobalAveragePool", "Add", "Identity");
    private static final Set<String> LISTS = Set.of("kernel_shape", "strides", "pads", "dilations");
    private static final Set<String> FLOATS = Set.of("epsilon");

    private OnnxNode() {}

    /**
     * A layer's node.
     *
     * @param node the layer
     * @param input the shape (C, H, W) that it reads
     * @throws IllegalArgumentException if ONNX has no operator for it
     */
    static Message of(NodeSpec node, Shape input) {
        if (SAME.contains(node.operator())) {
            Message message = head(node, node.operator());
            node.attributes().asMap().forEach((name, values) -> message.message(5, attribute(name, values)));
            return message;
        }
        return switch (node.operator()) {
            case "Concat", "Flatten" -> head(node, node.operator()).message(5, attribute("axis", List.of(1.0)));
            case "Gemm" -> head(node, "Gemm").message(5, attribute("transB", List.of(1.0)));
            case "Dropout" -> head(node, "Identity");
            case "AdaptiveAveragePool" -> adaptive(node, input);
            default -> throw new IllegalArgumentException(node.name() + ": no ONNX for operator " + node.operator());
        };
    }

    /** ONNX has no adaptive pools; where windows are equal, a plain one does the same. */
    private static Message adaptive(NodeSpec node, Shape input) {
        int[] output = node.attributes().integers("output_size", 1, 1);
        if (input.height() % output[0] != 0 || input.width() % output[1] != 0) {
            throw new IllegalArgumentException(node.name() + ": no ONNX for an adaptive pool of " + input);
        }
        double height = (double) input.height() / output[0];
        double width = (double) input.width() / output[1];
        if (height == 1 && width == 1) {
            return head(node, "Identity");
        }
        return head(node, "AveragePool")
                .message(5, attribute("kernel_shape", List.of(height, width)))
                .message(5, attribute("strides", List.of(height, width)));
    }

    private static Message head(NodeSpec node, String operator) {
        Message message = new Message();
        node.inputs().forEach(input -> message.text(1, input));
        for (ParameterSpec parameter : node.parameters()) {
            message.text(1, parameter.name());
        }
        return message.text(2, node.name()).text(3, node.name()).text(4, operator);
    }

    private static Message attribute(String name, List<Double> values) {
        Message message = new Message().text(1, name);
        if (FLOATS.contains(name)) {
            return message.number(2, values.get(0).floatValue()).integer(20, 1);
        }
        if (!LISTS.contains(name)) {
            return message.integer(3, values.get(0).longValue()).integer(20, 2);
        }
        values.forEach(value -> message.integer(8, value.longValue()));
        return message.integer(20, 7);
    }
}
