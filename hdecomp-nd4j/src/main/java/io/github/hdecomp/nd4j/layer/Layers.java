package io.github.hdecomp.nd4j.layer;

import io.github.hdecomp.model.NodeSpec;
import io.github.hdecomp.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** The layer types by operator, in ONNX vocabulary where ONNX has a word. */
public final class Layers {
    private static final Map<String, Factory> FACTORIES = Map.ofEntries(
            Map.entry("AdaptiveAveragePool", one(AdaptiveAvgPool2d::of)),
            Map.entry("Add", (node, inputs) -> Add.of(inputs)),
            Map.entry("Affine", one(Affine.Plan::new)),
            Map.entry("AveragePool", one(AvgPool2d::of)),
            Map.entry("BatchNormalization", one(BatchNorm.Plan::new)),
            Map.entry("Clip", one(Clip::of)),
            Map.entry("Concat", (node, inputs) -> Concat.of(inputs)),
            Map.entry("Conv", one(Conv2d.Plan::of)),
            Map.entry("Dropout", one((node, input) -> new Identity(input))),
            Map.entry("Flatten", one((node, input) -> new Flatten(input))),
            Map.entry("Gemm", one(Linear.Plan::new)),
            Map.entry("GlobalAveragePool", one((node, input) -> new AdaptiveAvgPool2d(input, 1, 1))),
            Map.entry("Identity", one((node, input) -> new Identity(input))),
            Map.entry("LRN", one(LocalResponseNorm::of)),
            Map.entry("LeakyRelu", one(LeakyRelu::of)),
            Map.entry("MaxPool", one(MaxPool2d::of)),
            Map.entry("Mul", (node, inputs) -> Multiply.of(inputs)),
            Map.entry("Pad", one(Pad::of)),
            Map.entry("Relu", one((node, input) -> new Relu(input))),
            Map.entry("Reshape", one(Reshape::of)),
            Map.entry("Sigmoid", one((node, input) -> new Sigmoid(input))),
            Map.entry("Softmax", one((node, input) -> new Softmax(input))),
            Map.entry("SubsamplePad", one(SubsamplePad::of)),
            Map.entry("Tanh", one((node, input) -> new Tanh(input))),
            Map.entry("Transpose", one((node, input) -> Transpose.of(input, node.attributes()))));

    private Layers() {}

    /** Plans a layer. */
    @FunctionalInterface
    private interface Factory {
        LayerPlan plan(NodeSpec node, List<Shape> inputs);
    }

    @FunctionalInterface
    private interface OneInput {
        LayerPlan plan(NodeSpec node, Shape input);
    }

    private static Factory one(OneInput factory) {
        return (node, inputs) -> {
            if (inputs.size() != 1) {
                throw new IllegalArgumentException("got " + inputs.size() + " inputs, expected one");
            }
            return factory.plan(node, inputs.get(0));
        };
    }

    /**
     * The operators that are supported.
     *
     * @return their names in order
     */
    public static SortedSet<String> operators() {
        return new TreeSet<>(FACTORIES.keySet());
    }

    /**
     * Plans a layer.
     *
     * @param node its description; its operator is supported
     * @param inputs the shapes of its inputs
     * @return the layer without weights
     * @throws IllegalArgumentException if inputs or parameters do not fit; names the layer
     */
    public static LayerPlan plan(NodeSpec node, List<Shape> inputs) {
        Factory factory = FACTORIES.get(node.operator());
        if (factory == null) {
            throw new IllegalArgumentException(node.name() + ": operator " + node.operator() + " is not supported");
        }
        try {
            if (inputs.isEmpty()) {
                throw new IllegalArgumentException("got no inputs, expected at least one");
            }
            LayerPlan plan = factory.plan(node, inputs);
            // Asked for here, so that an output too large for a tensor is a complaint about this layer.
            plan.output();
            return plan;
        } catch (IllegalArgumentException complaint) {
            throw new IllegalArgumentException(node.name() + ": " + complaint.getMessage(), complaint);
        }
    }
}
