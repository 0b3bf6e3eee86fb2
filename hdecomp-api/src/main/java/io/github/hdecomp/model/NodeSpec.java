package io.github.hdecomp.model;

import java.util.List;

/**
 * One layer of a network's graph.
 *
 * @param name its name, unique in the graph, which is also the {@link Tap} of its output
 * @param operator the operator in ONNX vocabulary, such as {@code Conv}
 * @param inputs the nodes that it reads, in the operator's order; {@link Tap#INPUT} names the network's own
 * @param parameters the weights that it reads, in the operator's order
 * @param attributes the operator's hyper-parameters
 */
public record NodeSpec(
        String name, String operator, List<String> inputs, List<ParameterSpec> parameters, Attributes attributes) {

    /**
     * Keeps copies of the lists.
     *
     * @param name see above
     * @param operator see above
     * @param inputs see above
     * @param parameters see above
     * @param attributes see above
     */
    public NodeSpec {
        inputs = List.copyOf(inputs);
        parameters = List.copyOf(parameters);
    }
}
