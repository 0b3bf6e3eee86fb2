package io.github.hdecomp.model;

import io.github.hdecomp.image.Preprocessing;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.text.Suggestions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The description of a network: a directed acyclic graph of layers in ONNX operator vocabulary, without the weights.
 *
 * @param name what the network is called, such as {@code resnet18}
 * @param input the shape of its input (C, H, W)
 * @param nodes the layers, each after those that it reads; the last is the output
 * @param aliases second names of taps, such as {@code layer4} for {@code layer4.1}
 * @param stages the taps at which a decision is decomposed by default, lowest first
 * @param preprocessing how a picture becomes an input; makes inputs of the network's size, and of its channels if those are
 *     one or three; no picture becomes an input of another number of channels
 * @param labels the names of the classes in order, or empty
 */
public record ModelSpec(
        String name,
        Shape input,
        List<NodeSpec> nodes,
        Map<String, String> aliases,
        List<Tap> stages,
        Preprocessing preprocessing,
        List<String> labels) {

    /**
     * Checks that the graph is well formed.
     *
     * @param name see above
     * @param input see above
     * @param nodes see above
     * @param aliases see above
     * @param stages see above
     * @param preprocessing see above
     * @param labels see above
     */
    public ModelSpec {
        nodes = List.copyOf(nodes);
        aliases = Map.copyOf(aliases);
        stages = List.copyOf(stages);
        labels = List.copyOf(labels);
        if (input.rank() != 3) {
            throw new IllegalArgumentException(name + ": input shape " + input + ", expected (C, H, W)");
        }
        checkPreprocessing(name, input, preprocessing);
        if (nodes.isEmpty()) {
            throw new IllegalArgumentException(name + ": a network needs at least one layer");
        }
        Set<String> known = new LinkedHashSet<>(Set.of(Tap.INPUT.name()));
        for (NodeSpec node : nodes) {
            for (String source : node.inputs()) {
                if (!known.contains(source)) {
                    throw new IllegalArgumentException(name + ": layer " + node.name() + " reads " + source
                            + ", which no earlier layer is called; " + Suggestions.sentence(source, known));
                }
            }
            if (!known.add(node.name())) {
                throw new IllegalArgumentException(name + ": two layers are called " + node.name());
            }
        }
        for (Map.Entry<String, String> alias : aliases.entrySet()) {
            if (known.contains(alias.getKey()) || !known.contains(alias.getValue())) {
                throw new IllegalArgumentException(name + ": alias " + alias.getKey() + " for " + alias.getValue()
                        + ": the first must be new and the second a layer");
            }
        }
        for (Tap stage : stages) {
            if (!known.contains(stage.name()) && !aliases.containsKey(stage.name())) {
                throw new IllegalArgumentException(
                        name + ": stage " + stage + " is no layer; " + Suggestions.sentence(stage.name(), known));
            }
        }
    }

    /** Inputs of other than one or three channels are no pictures, whatever the preprocessing says of colours. */
    private static void checkPreprocessing(String name, Shape input, Preprocessing preprocessing) {
        boolean picture = input.channels() == 1 || input.channels() == 3;
        int channels = picture ? preprocessing.channels().count() : input.channels();
        Shape made = Shape.of(channels, preprocessing.height(), preprocessing.width());
        if (!made.equals(input)) {
            throw new IllegalArgumentException(
                    name + ": preprocessing makes inputs of shape " + made + ", but the network reads " + input);
        }
    }

    /**
     * Starts a description.
     *
     * @param name what the network is called
     * @param channels of its input
     * @param height of its input
     * @param width of its input
     * @return a builder
     */
    public static ModelSpecBuilder builder(String name, int channels, int height, int width) {
        return new ModelSpecBuilder(name, Shape.of(channels, height, width));
    }

    /**
     * The layer whose output holds the class scores before any softmax: the last one, or the one before a final softmax.
     *
     * @return its name
     */
    public String logits() {
        NodeSpec last = nodes.get(nodes.size() - 1);
        return last.operator().equals("Softmax") ? last.inputs().get(0) : last.name();
    }

    /**
     * All weights that the layers read, in the order of the layers.
     *
     * @return each once
     */
    public List<ParameterSpec> parameters() {
        return nodes.stream()
                .flatMap(node -> node.parameters().stream())
                .distinct()
                .toList();
    }

    /**
     * How many numbers the network learned; the running statistics of batch norms are not counted, as is customary.
     *
     * @return the number of parameters
     */
    public long parameterCount() {
        return nodes.stream().mapToLong(ModelSpec::learned).sum();
    }

    /**
     * How many numbers one layer learned.
     *
     * @param node the layer
     * @return the number of its parameters, without running statistics
     */
    public static long learned(NodeSpec node) {
        int counted = node.operator().equals("BatchNormalization") ? 2 : Integer.MAX_VALUE;
        return node.parameters().stream()
                .limit(counted)
                .mapToLong(parameter -> parameter.shape().size())
                .sum();
    }

    /**
     * The node that a tap means.
     *
     * @param tap a layer's name or an alias
     * @return the layer's own name, or {@code input}
     * @throws IllegalArgumentException if there is no such layer; names the nearest
     */
    public String resolve(Tap tap) {
        String target = aliases.getOrDefault(tap.name(), tap.name());
        if (!target.equals(Tap.INPUT.name())
                && nodes.stream().noneMatch(node -> node.name().equals(target))) {
            List<String> names =
                    new ArrayList<>(nodes.stream().map(NodeSpec::name).toList());
            names.addAll(new TreeMap<>(aliases).keySet());
            throw new IllegalArgumentException(
                    name + ": no layer is called " + tap + "; " + Suggestions.sentence(tap.name(), names));
        }
        return target;
    }

    /**
     * Compares the weights that the network reads with those that are there.
     *
     * @param weights what is there
     * @throws IllegalArgumentException if a tensor is missing, is left over or has another shape; lists all of them
     */
    public void check(Weights weights) {
        new WeightCheck(this, weights).run();
    }

    /**
     * This network with names for its classes.
     *
     * @param names the names in order
     * @return the description
     */
    public ModelSpec withLabels(List<String> names) {
        return new ModelSpec(name, input, nodes, aliases, stages, preprocessing, names);
    }

    /**
     * This network with another preparation of pictures.
     *
     * @param how one that makes inputs of the network's size
     * @return the description
     * @throws IllegalArgumentException if it makes inputs of another size
     */
    public ModelSpec withPreprocessing(Preprocessing how) {
        return new ModelSpec(name, input, nodes, aliases, stages, how, labels);
    }

    /**
     * This network for inputs of another size.
     *
     * @param height rows
     * @param width columns
     * @return the description, its preprocessing adapted
     */
    public ModelSpec withInput(int height, int width) {
        return new ModelSpec(
                name,
                Shape.of(input.channels(), height, width),
                nodes,
                aliases,
                stages,
                preprocessing.withSize(height, width),
                labels);
    }
}
