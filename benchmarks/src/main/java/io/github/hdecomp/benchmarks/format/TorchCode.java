package io.github.hdecomp.benchmarks.format;

import io.github.hdecomp.model.Attributes;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.NodeSpec;
import io.github.hdecomp.model.ParameterSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes a network, or the part of it above one layer, as the forward method of a TorchScript module. */
final class TorchCode {
    private final Map<String, String> variables = new LinkedHashMap<>();
    private final List<ParameterSpec> parameters = new ArrayList<>();
    private final StringBuilder body = new StringBuilder();

    /**
     * Writes the part above a layer.
     *
     * @param spec the network
     * @param from the layer whose output the method takes, or {@code input}
     */
    TorchCode(ModelSpec spec, String from) {
        variables.put(from, "x");
        for (NodeSpec node : spec.nodes()) {
            if (!node.name().equals(from) && variables.keySet().containsAll(node.inputs())) {
                String variable = "v" + variables.size();
                body.append("    ").append(variable).append(" = ");
                body.append(expression(node)).append('\n');
                variables.put(node.name(), variable);
            }
        }
        body.append("    return ").append(variables.get(spec.logits())).append('\n');
    }

    /** The weights that the method reads; number N is its attribute {@code pN}. */
    List<ParameterSpec> parameters() {
        return parameters;
    }

    String source() {
        StringBuilder head = new StringBuilder("class Net(Module):\n  __parameters__ = []\n  __buffers__ = []\n");
        head.append("  training : bool\n");
        for (int i = 0; i < parameters.size(); i++) {
            head.append("  p").append(i).append(" : Tensor\n");
        }
        return head + "  def forward(self: __torch__.Net,\n    x: Tensor) -> Tensor:\n" + body;
    }

    private String expression(NodeSpec node) {
        List<String> inputs = node.inputs().stream().map(variables::get).toList();
        String x = inputs.get(0);
        Attributes attributes = node.attributes();
        return switch (node.operator()) {
            case "Conv" -> {
                String group = Integer.toString(attributes.integer("group", 1));
                String bias = learned(node, 1);
                yield call("conv2d", x, learned(node, 0), bias, strides(node), pads(node), dilations(node), group);
            }
            case "BatchNormalization" -> batchNorm(x, node);
            case "Gemm" -> call("linear", x, learned(node, 0), learned(node, 1));
            case "Relu" -> call("relu", x);
            case "MaxPool" ->
                call("max_pool2d", x, kernel(node), strides(node), pads(node), dilations(node), ceil(node));
            case "AveragePool" -> {
                String counted = bool(attributes.integer("count_include_pad", 0));
                yield call("avg_pool2d", x, kernel(node), strides(node), pads(node), ceil(node), counted);
            }
            case "AdaptiveAveragePool", "GlobalAveragePool" ->
                call("adaptive_avg_pool2d", x, Arrays.toString(attributes.integers("output_size", 1, 1)));
            case "Add" -> call("add", inputs.get(0), inputs.get(1));
            case "Concat" -> call("cat", inputs.toString(), "1");
            case "Flatten" -> call("flatten", x, "1");
            case "Dropout", "Identity" -> x;
            default -> throw new IllegalArgumentException(node.name() + ": no PyTorch for operator " + node.operator());
        };
    }

    private String batchNorm(String x, NodeSpec node) {
        String epsilon = Double.toString(node.attributes().number("epsilon", 1e-5));
        return call(
                "batch_norm",
                x,
                learned(node, 0),
                learned(node, 1),
                learned(node, 2),
                learned(node, 3),
                "False",
                "0.1",
                epsilon,
                "True");
    }

    private String learned(NodeSpec node, int role) {
        if (role >= node.parameters().size()) {
            return "None";
        }
        parameters.add(node.parameters().get(role));
        return "self.p" + (parameters.size() - 1);
    }

    private static String call(String function, String... arguments) {
        return "torch." + function + "(" + String.join(", ", arguments) + ")";
    }

    private static String kernel(NodeSpec node) {
        return Arrays.toString(node.attributes().integers("kernel_shape", 1, 1));
    }

    private static String strides(NodeSpec node) {
        return Arrays.toString(node.attributes().integers("strides", 1, 1));
    }

    /** PyTorch pads both sides alike. */
    private static String pads(NodeSpec node) {
        return Arrays.toString(Arrays.copyOf(node.attributes().integers("pads", 0, 0, 0, 0), 2));
    }

    private static String dilations(NodeSpec node) {
        return Arrays.toString(node.attributes().integers("dilations", 1, 1));
    }

    private static String ceil(NodeSpec node) {
        return bool(node.attributes().integer("ceil_mode", 0));
    }

    private static String bool(int flag) {
        return flag != 0 ? "True" : "False";
    }
}
