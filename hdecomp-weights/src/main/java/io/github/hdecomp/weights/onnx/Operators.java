package io.github.hdecomp.weights.onnx;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** How each operator on values made of the picture becomes layers. */
final class Operators {
    private static final Map<String, Operator> ALL = Map.ofEntries(
            Map.entry("Add", Arithmetic::sum),
            Map.entry("AveragePool", Windows::averagePool),
            Map.entry("BatchNormalization", Norms::batchNorm),
            Map.entry("Cast", Views::cast),
            Map.entry("Clip", Activations::clip),
            Map.entry("Concat", Views::concat),
            Map.entry("Conv", Windows::convolution),
            Map.entry("Div", Arithmetic::quotient),
            Map.entry("Dropout", Views::same),
            Map.entry("Flatten", Views::flatten),
            Map.entry("Gemm", Dense::gemm),
            Map.entry("GlobalAveragePool", Windows::globalAverage),
            Map.entry("GlobalMaxPool", Windows::globalMaximum),
            Map.entry("Identity", Views::same),
            Map.entry("LRN", Norms::localResponse),
            Map.entry("LeakyRelu", Activations::leakyRelu),
            Map.entry("LogSoftmax", Norms::softmax),
            Map.entry("MatMul", Dense::matMul),
            Map.entry("MaxPool", Windows::maxPool),
            Map.entry("Mul", Arithmetic::product),
            Map.entry("Pad", Windows::pad),
            Map.entry("ReduceMean", Windows::reduceMean),
            Map.entry("Relu", Activations::simple),
            Map.entry("Reshape", Views::reshape),
            Map.entry("Shape", Views::shape),
            Map.entry("Sigmoid", Activations::simple),
            Map.entry("Softmax", Norms::softmax),
            Map.entry("Squeeze", Views::squeeze),
            Map.entry("Sub", Arithmetic::difference),
            Map.entry("Sum", Arithmetic::sum),
            Map.entry("Tanh", Activations::simple),
            Map.entry("Transpose", Views::transpose),
            Map.entry("Unsqueeze", Views::unsqueeze));

    private Operators() {}

    /** Translates a node into layers, perhaps none, and says what its first output is. */
    @FunctionalInterface
    interface Operator {
        Value translate(Node node, Network network);
    }

    static Optional<Operator> find(String operator) {
        return Optional.ofNullable(ALL.get(operator));
    }

    /** The names of those that read pictures and of those that only read constants. */
    static Set<String> names() {
        Set<String> names = new TreeSet<>(ALL.keySet());
        names.addAll(Folding.names());
        return names;
    }
}
