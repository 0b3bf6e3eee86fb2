package io.github.hdecomp.weights.onnx;

import io.github.hdecomp.model.Attributes;
import io.github.hdecomp.model.NodeSpec;
import io.github.hdecomp.model.ParameterSpec;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.weights.storage.LazyTensor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The network that comes out of a graph: layers, their weights, and the names by which the graph calls values. */
final class Network {
    private final Map<String, NodeSpec> layers = new LinkedHashMap<>();
    private final Map<String, Shape> maps = new HashMap<>();
    private final Map<String, LazyTensor> parameters = new LinkedHashMap<>();
    private final Map<String, String> aliases = new LinkedHashMap<>();
    private final Map<String, Integer> wanted = new HashMap<>();

    /** A layer that computes the first output of a node. */
    Feature add(
            String name,
            String operator,
            List<Feature> inputs,
            List<ParameterSpec> weights,
            Attributes attributes,
            Shape dims) {
        String layer = unique(name);
        List<String> sources = inputs.stream().map(Feature::layer).toList();
        Feature feature = new Feature(layer, dims);
        layers.put(layer, new NodeSpec(layer, operator, sources, weights, attributes));
        maps.put(layer, feature.map());
        return feature;
    }

    /** A layer without weights. */
    Feature add(String name, String operator, Feature input, Attributes attributes, Shape dims) {
        return add(name, operator, List.of(input), List.of(), attributes, dims);
    }

    private String unique(String name) {
        return unique(name, layers.keySet());
    }

    /** A name that is not taken; how often one was wanted is counted, so that many alike cost no search. */
    private String unique(String name, Set<String> taken) {
        String candidate = name;
        while (taken.contains(candidate) || candidate.equals(Tap.INPUT.name())) {
            candidate = name + "_" + wanted.merge(name, 2, (count, start) -> count + 1);
        }
        return candidate;
    }

    /** Weights under the name that the graph gives them, or of the node that reads them where they were changed. */
    ParameterSpec parameter(Node node, String role, Constant constant, Shape shape) {
        LazyTensor tensor = constant.dims().equals(shape)
                ? constant.tensor()
                : constant.reshape(shape).tensor();
        String fallback = node.name() + "." + role;
        return parameter(constant.name().orElse(fallback), fallback, tensor);
    }

    /** Weights that were computed. */
    ParameterSpec parameter(Node node, String role, LazyTensor tensor) {
        String name = node.name() + "." + role;
        return parameter(name, name, tensor);
    }

    private ParameterSpec parameter(String name, String fallback, LazyTensor tensor) {
        LazyTensor known = parameters.get(name);
        String free = known == null || known == tensor ? name : unique(fallback, parameters.keySet());
        parameters.put(free, tensor);
        return new ParameterSpec(free, tensor.shape());
    }

    /** One more name for a layer, unless it means another one already. */
    void alias(String name, String layer) {
        if (!name.isEmpty() && !name.equals(layer) && !name.equals(Tap.INPUT.name())) {
            aliases.putIfAbsent(name, layer);
        }
    }

    /** Leaves out a layer that ends the network and says nothing that its input does not. */
    String dropLast(String layer) {
        NodeSpec last = layers.get(layer);
        if (last == null || !last.operator().equals("LogSoftmax")) {
            return layer;
        }
        String below = last.inputs().get(0);
        layers.remove(layer);
        aliases.replaceAll((name, target) -> target.equals(layer) ? below : target);
        alias(layer, below);
        return below;
    }

    /** The layers that a layer depends on, and itself, in order. */
    List<NodeSpec> upTo(String output) {
        Set<String> needed = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(output));
        while (!open.isEmpty()) {
            NodeSpec layer = layers.get(open.pop());
            if (layer != null && needed.add(layer.name())) {
                layer.inputs().forEach(open::push);
            }
        }
        return layers.values().stream()
                .filter(layer -> needed.contains(layer.name()))
                .toList();
    }

    /** The extents (C, H, W) of a layer. */
    Shape map(String layer) {
        return maps.getOrDefault(layer, Shape.of(0, 0, 0));
    }

    /** The weights of some layers. */
    Map<String, LazyTensor> parameters(List<NodeSpec> of) {
        Map<String, LazyTensor> read = new LinkedHashMap<>();
        for (NodeSpec layer : of) {
            for (ParameterSpec parameter : layer.parameters()) {
                LazyTensor tensor = parameters.get(parameter.name());
                if (tensor != null) {
                    read.put(parameter.name(), tensor);
                }
            }
        }
        return read;
    }

    /** The other names of some layers. */
    Map<String, String> aliases(List<NodeSpec> of) {
        Set<String> names = new LinkedHashSet<>(of.stream().map(NodeSpec::name).toList());
        names.add(Tap.INPUT.name());
        Map<String, String> kept = new LinkedHashMap<>();
        aliases.forEach((alias, layer) -> {
            if (names.contains(layer) && !names.contains(alias)) {
                kept.put(alias, layer);
            }
        });
        return kept;
    }
}
