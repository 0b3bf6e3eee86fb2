package io.github.hdecomp.weights.onnx;

import io.github.hdecomp.model.Attributes;
import java.util.Optional;
import java.util.Set;

/** Functions of each value alone. */
final class Activations {
    /** The layers behind which features stand for what was found. */
    private static final Set<String> NAMES = Set.of("Relu", "LeakyRelu", "Clip", "Sigmoid", "Tanh");

    private Activations() {}

    static boolean isActivation(String operator) {
        return NAMES.contains(operator);
    }

    static Value simple(Node node, Network network) {
        Feature x = node.feature(0);
        return network.add(node.name(), node.operator(), x, Attributes.none(), x.dims());
    }

    static Value leakyRelu(Node node, Network network) {
        Feature x = node.feature(0);
        Attributes slope = Attributes.none().with("alpha", node.number("alpha", 0.01));
        return network.add(node.name(), "LeakyRelu", x, slope, x.dims());
    }

    /** Before opset 11 the bounds are attributes, then inputs. */
    static Value clip(Node node, Network network) {
        Feature x = node.feature(0);
        Optional<Double> least = bound(node, "min", 1);
        Optional<Double> most = bound(node, "max", 2);
        Attributes attributes = Attributes.none();
        attributes = least.isPresent() ? attributes.with("min", least.get()) : attributes;
        attributes = most.isPresent() ? attributes.with("max", most.get()) : attributes;
        if (least.isPresent() && most.isPresent() && !(least.get() <= most.get())) {
            throw new IllegalArgumentException("min " + least.get() + " and max " + most.get());
        }
        return network.add(node.name(), "Clip", x, attributes, x.dims());
    }

    private static Optional<Double> bound(Node node, String name, int input) {
        if (node.opset() < 11) {
            return node.has(name) ? Optional.of(node.number(name, 0)) : Optional.empty();
        }
        return node.maybeConstant(input).map(Constant::scalar);
    }
}
