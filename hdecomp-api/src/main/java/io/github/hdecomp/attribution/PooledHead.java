package io.github.hdecomp.attribution;

import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.NodeSpec;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.tensor.Shape;
import java.util.Optional;
import java.util.Set;

/**
 * The head of a network that averages maps over all places, so that its score is a mean of class maps: features, average,
 * linear layer; or features, 1 by 1 convolution (with or without ReLU), average.
 *
 * @param features the layer whose channels are averaged or convolved
 * @param classMaps the 1 by 1 convolution, where it comes before the average
 */
record PooledHead(Tap features, Optional<Tap> classMaps) {
    private static final Set<String> SHAPELESS = Set.of("Flatten", "Dropout", "Identity", "Reshape", "Squeeze");
    private static final Set<String> AVERAGES = Set.of("GlobalAveragePool", "AveragePool", "AdaptiveAveragePool");

    /** Looks at the layers below the scores; empty if they are others. */
    static Optional<PooledHead> of(Model model) {
        ModelSpec spec = model.spec();
        String top = below(spec, spec.logits(), false);
        if (isLinear(model, top)) {
            String average = below(spec, node(spec, top).inputs().get(0), false);
            return isAverage(model, average)
                    ? Optional.of(new PooledHead(
                            features(model, node(spec, average).inputs().get(0)), Optional.empty()))
                    : Optional.empty();
        }
        if (!isAverage(model, top)) {
            return Optional.empty();
        }
        String product = below(spec, node(spec, top).inputs().get(0), true);
        return isPointwise(model, product)
                ? Optional.of(new PooledHead(
                        features(model, node(spec, product).inputs().get(0)), Optional.of(Tap.of(product))))
                : Optional.empty();
    }

    /** The first layer from here down that computes something. */
    private static String below(ModelSpec spec, String from, boolean passReLU) {
        String name = from;
        while (!name.equals(Tap.INPUT.name())) {
            NodeSpec node = node(spec, name);
            if (!SHAPELESS.contains(node.operator())
                    && !(passReLU && node.operator().equals("Relu"))) {
                break;
            }
            name = node.inputs().get(0);
        }
        return name;
    }

    private static Tap features(Model model, String from) {
        String name = below(model.spec(), from, false);
        return model.stages().stream()
                .filter(stage -> model.spec().resolve(stage).equals(name))
                .findFirst()
                .orElse(Tap.of(name));
    }

    private static boolean isLinear(Model model, String name) {
        String operator = operator(model.spec(), name);
        return operator.equals("Gemm") || (isPointwise(model, name) && cells(model, name) == 1);
    }

    private static boolean isAverage(Model model, String name) {
        return AVERAGES.contains(operator(model.spec(), name)) && cells(model, name) == 1;
    }

    private static boolean isPointwise(Model model, String name) {
        if (!operator(model.spec(), name).equals("Conv")) {
            return false;
        }
        NodeSpec node = node(model.spec(), name);
        Shape weight = node.parameters().get(0).shape();
        return weight.extent(2) == 1
                && weight.extent(3) == 1
                && node.attributes().integer("group", 1) == 1
                && cells(model, name) == cells(model, node.inputs().get(0));
    }

    private static int cells(Model model, String name) {
        Shape shape = model.layer(Tap.of(name)).output();
        return shape.height() * shape.width();
    }

    private static String operator(ModelSpec spec, String name) {
        return name.equals(Tap.INPUT.name()) ? "" : node(spec, name).operator();
    }

    private static NodeSpec node(ModelSpec spec, String name) {
        return spec.nodes().stream()
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
