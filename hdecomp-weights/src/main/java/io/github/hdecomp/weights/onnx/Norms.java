package io.github.hdecomp.weights.onnx;

import io.github.hdecomp.model.Attributes;
import io.github.hdecomp.model.ParameterSpec;
import io.github.hdecomp.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Normalisations over channels. */
final class Norms {
    private static final List<String> ROLES = List.of("scale", "shift", "mean", "variance");

    private Norms() {}

    static Value batchNorm(Node node, Network network) {
        Feature x = node.feature(0);
        if (node.integer("spatial", 1) != 1 || node.integer("training_mode", 0) != 0) {
            throw new IllegalArgumentException("it normalises each cell by itself or is in training mode");
        }
        Shape channels = Shape.of(x.map().channels());
        List<ParameterSpec> parameters = new ArrayList<>();
        for (int i = 0; i < ROLES.size(); i++) {
            parameters.add(network.parameter(node, ROLES.get(i), node.constant(1 + i), channels));
        }
        Attributes epsilon = Attributes.none().with("epsilon", node.number("epsilon", 1e-5f));
        return network.add(node.name(), "BatchNormalization", List.of(x), parameters, epsilon, x.dims());
    }

    static Value localResponse(Node node, Network network) {
        Feature x = node.map(0);
        int size = Math.toIntExact(node.integer("size", 0));
        double alpha = node.number("alpha", 1e-4f);
        double bias = node.number("bias", 1);
        if (size < 1 || !(bias > 0) || !(alpha >= 0)) {
            throw new IllegalArgumentException("size " + size + ", bias " + bias + " and alpha " + alpha);
        }
        Attributes attributes = Attributes.none()
                .with("size", size)
                .with("alpha", alpha)
                .with("beta", node.number("beta", 0.75))
                .with("bias", bias);
        return network.add(node.name(), "LRN", x, attributes, x.dims());
    }

    /** Before opset 13 over all axes from one on, then along one alone. */
    static Value softmax(Node node, Network network) {
        Feature x = node.feature(0);
        int rank = x.dims().rank();
        int axis = Feature.axis(node.integer("axis", node.opset() < 13 ? Math.min(1, rank - 1) : -1), rank);
        int channelAxis = rank == 1 ? 0 : 1;
        boolean overChannels = axis == channelAxis
                && (node.opset() >= 13 || x.map().size() == x.map().channels());
        if (!overChannels) {
            throw new IllegalArgumentException("a softmax over axis " + axis + " of shape " + x.dims()
                    + ", of which only those over channels are supported");
        }
        return network.add(node.name(), node.operator(), x, Attributes.none(), x.dims());
    }
}
