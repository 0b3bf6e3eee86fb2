package io.github.hdecomp.weights.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.github.hdecomp.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A node of a graph with what it reads.
 *
 * @param proto as it is in the file
 * @param inputs in the operator's order; empty where an optional one is left out
 * @param opset the version of the operators
 */
record Node(NodeProto proto, List<Optional<Value>> inputs, int opset) {

    Node {
        inputs = List.copyOf(inputs);
    }

    /** The graph's own name of the node; of its output where it has none. */
    static String name(NodeProto proto) {
        if (!proto.getName().isEmpty()) {
            return proto.getName();
        }
        return proto.getOutputCount() > 0 && !proto.getOutput(0).isEmpty() ? proto.getOutput(0) : proto.getOpType();
    }

    String name() {
        return name(proto);
    }

    String operator() {
        return proto.getOpType();
    }

    boolean isConstant() {
        return inputs.stream().flatMap(Optional::stream).allMatch(Constant.class::isInstance);
    }

    Optional<Value> maybe(int input) {
        return input < inputs.size() ? inputs.get(input) : Optional.empty();
    }

    Value input(int input) {
        return maybe(input).orElseThrow(() -> new IllegalArgumentException("it has no input " + input));
    }

    Feature feature(int input) {
        if (input(input) instanceof Feature feature) {
            return feature;
        }
        throw new IllegalArgumentException("input " + input + " is a constant, expected a value made of the picture");
    }

    Optional<Constant> maybeConstant(int input) {
        Optional<Value> value = maybe(input);
        if (value.isPresent() && !(value.get() instanceof Constant)) {
            throw new IllegalArgumentException("input " + input + " is not a constant, which is not supported");
        }
        return value.map(Constant.class::cast);
    }

    Constant constant(int input) {
        return maybeConstant(input)
                .orElseThrow(() -> new IllegalArgumentException("it has no input " + input + ", expected a constant"));
    }

    private Optional<AttributeProto> attribute(String name) {
        return proto.getAttributeList().stream()
                .filter(attribute -> attribute.getName().equals(name))
                .findFirst();
    }

    boolean has(String attribute) {
        return attribute(attribute).isPresent();
    }

    long integer(String attribute, long otherwise) {
        return attribute(attribute).map(AttributeProto::getI).orElse(otherwise);
    }

    double number(String attribute, double otherwise) {
        return attribute(attribute).map(found -> (double) found.getF()).orElse(otherwise);
    }

    String text(String attribute, String otherwise) {
        return attribute(attribute).map(found -> found.getS().toStringUtf8()).orElse(otherwise);
    }

    Optional<long[]> integers(String attribute) {
        return attribute(attribute)
                .map(found ->
                        found.getIntsList().stream().mapToLong(Long::longValue).toArray());
    }

    /** As many whole numbers as there are defaults. */
    int[] integers(String attribute, int... otherwise) {
        Optional<long[]> values = integers(attribute);
        if (values.isEmpty()) {
            return otherwise;
        }
        if (values.get().length != otherwise.length) {
            throw new IllegalArgumentException(attribute + " " + Arrays.toString(values.get()) + ", expected "
                    + otherwise.length + " numbers; only two dimensions are supported");
        }
        return Arrays.stream(values.get()).mapToInt(Math::toIntExact).toArray();
    }

    Optional<double[]> numbers(String attribute) {
        return attribute(attribute)
                .map(found -> found.getFloatsList().stream()
                        .mapToDouble(Float::doubleValue)
                        .toArray());
    }

    Optional<TensorProto> tensor(String attribute) {
        return attribute(attribute).filter(AttributeProto::hasT).map(AttributeProto::getT);
    }

    /** Whole numbers that newer operators read as an input and older ones have as an attribute. */
    Optional<long[]> numbers(String attribute, int input) {
        Optional<Constant> constant = maybeConstant(input);
        return constant.isPresent()
                ? constant.map(numbers ->
                        Arrays.stream(numbers.values()).mapToLong(v -> (long) v).toArray())
                : integers(attribute);
    }

    /** A feature that has to be a map. */
    Feature map(int input) {
        Feature feature = feature(input);
        Shape dims = feature.dims();
        if (dims.rank() != 4) {
            throw new IllegalArgumentException("input of shape " + dims + ", expected (1, C, H, W)");
        }
        return feature;
    }
}
