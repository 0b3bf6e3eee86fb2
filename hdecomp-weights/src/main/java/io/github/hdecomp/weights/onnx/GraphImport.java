package io.github.hdecomp.weights.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.NodeSpec;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.weights.storage.LazyTensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Goes through a graph once, in its order, which is one in which it can be computed. */
final class GraphImport {
    /** Complaints beyond this many are counted. */
    private static final int MOST_COMPLAINTS = 20;

    private final GraphProto graph;
    private final int opset;
    private final TensorSource tensors;
    private final Folding folding;
    private final Network network = new Network();
    private final Map<String, Value> values = new HashMap<>();
    private final Map<String, TensorProto> initializers = new HashMap<>();
    private final Set<String> unknown = new HashSet<>();
    private final List<String> complaints = new ArrayList<>();

    GraphImport(GraphProto graph, int opset, TensorSource tensors, long budget) {
        this.graph = graph;
        this.opset = opset;
        this.tensors = tensors;
        this.folding = new Folding(tensors, budget);
        graph.getInitializerList().forEach(tensor -> initializers.put(tensor.getName(), tensor));
    }

    /**
     * A network out of a graph.
     *
     * @param spec its layers
     * @param weights those that they read
     * @param classes how many scores it makes
     * @param sizeIsOpen whether the graph leaves the size of pictures open
     */
    record Imported(ModelSpec spec, Map<String, LazyTensor> weights, int classes, boolean sizeIsOpen) {}

    Imported run(String name) throws IOException {
        if (graph.getOutputCount() == 0) {
            throw new IllegalArgumentException("the graph has no output");
        }
        String output = graph.getOutput(0).getName();
        List<NodeProto> nodes = needed(output);
        checkOperators(nodes);
        GraphInput input = GraphInput.of(trueInput(), nodes);
        Feature picture = new Feature(Tap.INPUT.name(), input.dims());
        values.put(input.name(), picture);
        network.alias(input.name(), Tap.INPUT.name());
        input.firstTranspose().ifPresent(transposed -> values.put(transposed, picture));
        for (NodeProto node : nodes) {
            translate(node);
        }
        refuse("cannot be read");
        if (!(values.get(output) instanceof Feature scores) || scores.layer().equals(Tap.INPUT.name())) {
            throw new IllegalArgumentException("its output " + output + " does not depend on the picture");
        }
        String last = network.dropLast(scores.layer());
        List<NodeSpec> layers = network.upTo(last);
        layers.stream()
                .filter(layer -> layer.operator().equals("LogSoftmax"))
                .forEach(layer -> complaints.add(layer.name() + " (LogSoftmax): only as the last operator"));
        refuse("cannot be read");
        List<Tap> stages = Stages.of(layers, network).stream().map(Tap::of).toList();
        ModelSpec spec = new ModelSpec(
                name, picture.map(), layers, network.aliases(layers), stages, input.preprocessing(), List.of());
        return new Imported(spec, network.parameters(layers), network.map(last).channels(), input.sizeIsOpen());
    }

    /** The nodes that an output depends on, in the order of the graph. */
    private List<NodeProto> needed(String output) {
        Set<String> wanted = new HashSet<>(Set.of(output));
        List<NodeProto> needed = new ArrayList<>();
        for (int i = graph.getNodeCount() - 1; i >= 0; i--) {
            NodeProto node = graph.getNode(i);
            if (node.getOutputList().stream().anyMatch(wanted::contains)) {
                wanted.addAll(node.getInputList());
                needed.add(node);
            }
        }
        Collections.reverse(needed);
        return needed;
    }

    private void checkOperators(List<NodeProto> nodes) {
        Set<String> known = Operators.names();
        for (NodeProto node : nodes) {
            String domain = node.getDomain();
            boolean standard = domain.isEmpty() || domain.equals("ai.onnx");
            if (!standard || !known.contains(node.getOpType())) {
                complaints.add(Node.name(node) + " (" + (standard ? "" : domain + ".") + node.getOpType() + ")");
            }
        }
        refuse("has operators that are not supported");
    }

    private void refuse(String what) {
        if (!complaints.isEmpty()) {
            List<String> shown = complaints.subList(0, Math.min(complaints.size(), MOST_COMPLAINTS));
            String more =
                    complaints.size() > shown.size() ? " and " + (complaints.size() - shown.size()) + " more" : "";
            throw new IllegalArgumentException("the graph " + what + ": " + String.join("; ", shown) + more);
        }
    }

    /** Before version 4 of the format, weights are listed among the inputs. */
    private ValueInfoProto trueInput() {
        List<ValueInfoProto> inputs = graph.getInputList().stream()
                .filter(input -> !initializers.containsKey(input.getName()))
                .toList();
        if (inputs.size() != 1) {
            throw new IllegalArgumentException("the graph has " + inputs.size() + " inputs "
                    + inputs.stream().map(ValueInfoProto::getName).limit(5).toList() + ", expected one picture");
        }
        return inputs.get(0);
    }

    private void translate(NodeProto proto) throws IOException {
        String output = proto.getOutputCount() == 0 ? "" : proto.getOutput(0);
        if (values.containsKey(output)) {
            return;
        }
        if (proto.getInputList().stream().anyMatch(unknown::contains)) {
            unknown.addAll(proto.getOutputList());
            return;
        }
        try {
            Node node = new Node(proto, inputs(proto), opset);
            Optional<Operators.Operator> operator = Operators.find(proto.getOpType());
            Value value = node.isConstant() || operator.isEmpty()
                    ? folding.compute(node)
                    : operator.get().translate(node, network);
            values.put(output, value);
            if (value instanceof Feature feature) {
                network.alias(proto.getName(), feature.layer());
                network.alias(output, feature.layer());
            }
        } catch (IllegalArgumentException | ArithmeticException unfit) {
            complaints.add(Node.name(proto) + " (" + proto.getOpType() + "): " + unfit.getMessage());
            unknown.addAll(proto.getOutputList());
        }
    }

    private List<Optional<Value>> inputs(NodeProto proto) throws IOException {
        List<Optional<Value>> inputs = new ArrayList<>();
        for (String name : proto.getInputList()) {
            inputs.add(name.isEmpty() ? Optional.empty() : Optional.of(value(name)));
        }
        return inputs;
    }

    private Value value(String name) throws IOException {
        Value known = values.get(name);
        if (known != null) {
            return known;
        }
        TensorProto initializer = initializers.get(name);
        if (initializer == null) {
            throw new IllegalArgumentException("it reads " + name + ", which no node before it writes");
        }
        Constant constant = tensors.constant(initializer).named(name);
        values.put(name, constant);
        return constant;
    }
}
