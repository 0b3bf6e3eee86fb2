package io.github.hdecomp.weights.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.github.hdecomp.tensor.Shape;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/**
 * Computes nodes that depend on no picture: what exporters leave behind of shapes, and arithmetic on weights. A budget bounds
 * how much may be made, since small files can ask for much.
 */
final class Folding {
    private static final Map<String, Fold> ALL = Map.ofEntries(
            Map.entry("Add", Folding::arithmetic),
            Map.entry("Cast", Folding::cast),
            Map.entry("Ceil", Folding::pointwise),
            Map.entry("Concat", Rearranging::concat),
            Map.entry("Constant", Folding::constant),
            Map.entry("ConstantOfShape", Folding::constantOfShape),
            Map.entry("Div", Folding::arithmetic),
            Map.entry("Flatten", Rearranging::flatten),
            Map.entry("Floor", Folding::pointwise),
            Map.entry("Gather", Rearranging::gather),
            Map.entry("Identity", (node, folding) -> node.constant(0)),
            Map.entry("Max", Folding::arithmetic),
            Map.entry("Min", Folding::arithmetic),
            Map.entry("Mul", Folding::arithmetic),
            Map.entry("Neg", Folding::pointwise),
            Map.entry("Pow", Folding::arithmetic),
            Map.entry("Reshape", Rearranging::reshape),
            Map.entry("Shape", (node, folding) -> shapeOf(node, node.constant(0).dims())),
            Map.entry("Slice", Rearranging::slice),
            Map.entry("Sqrt", Folding::pointwise),
            Map.entry("Squeeze", Rearranging::squeeze),
            Map.entry("Sub", Folding::arithmetic),
            Map.entry("Transpose", Rearranging::transpose),
            Map.entry("Unsqueeze", Rearranging::unsqueeze));

    private final TensorSource tensors;
    private long budget;

    Folding(TensorSource tensors, long budget) {
        this.tensors = tensors;
        this.budget = budget;
    }

    /** Computes a node. */
    @FunctionalInterface
    interface Fold {
        Constant compute(Node node, Folding folding) throws IOException;
    }

    static Set<String> names() {
        return ALL.keySet();
    }

    Constant compute(Node node) throws IOException {
        Fold fold = ALL.get(node.operator());
        if (fold == null) {
            throw new IllegalArgumentException("it reads only constants, which is not supported for this operator");
        }
        return fold.compute(node, this);
    }

    /** Room for some values. */
    double[] allocate(long size) {
        if (size < 0 || size > budget) {
            throw new IllegalArgumentException(
                    "it computes " + size + " constants, more than a file of this size may ask for");
        }
        budget -= size;
        return new double[(int) size];
    }

    /** All values of a constant of which perhaps few are needed. */
    double[] read(Constant constant) {
        allocate(constant.size());
        return constant.values();
    }

    private static Constant constant(Node node, Folding folding) throws IOException {
        if (node.tensor("value").isPresent()) {
            return folding.tensors.constant(node.tensor("value").get());
        }
        if (node.has("value_int")) {
            return Constant.of(Shape.of(), true, (double) node.integer("value_int", 0));
        }
        if (node.has("value_float")) {
            return Constant.of(Shape.of(), false, node.number("value_float", 0));
        }
        if (node.has("value_floats")) {
            double[] values = node.numbers("value_floats").orElse(new double[0]);
            return Constant.of(Shape.of(values.length), false, values);
        }
        double[] values = Arrays.stream(node.integers("value_ints")
                        .orElseThrow(() -> new IllegalArgumentException("a constant without numbers")))
                .asDoubleStream()
                .toArray();
        return Constant.of(Shape.of(values.length), true, values);
    }

    private static Constant constantOfShape(Node node, Folding folding) throws IOException {
        double[] extents = node.constant(0).values();
        Shape shape = Shape.of(
                Arrays.stream(extents).mapToInt(v -> Math.toIntExact((long) v)).toArray());
        double[] values = folding.allocate(shape.size());
        boolean whole = false;
        if (node.tensor("value").isPresent()) {
            Constant value = folding.tensors.constant(node.tensor("value").get());
            whole = value.isWhole();
            Arrays.fill(values, value.scalar());
        }
        return Constant.of(shape, whole, values);
    }

    /** The extents of a value, or from opset 15 on some of them. */
    static Constant shapeOf(Node node, Shape dims) {
        int rank = dims.rank();
        int start = bound(node.integer("start", 0), rank);
        int end = Math.max(start, bound(node.integer("end", rank), rank));
        double[] extents = new double[end - start];
        for (int i = 0; i < extents.length; i++) {
            extents[i] = dims.extent(start + i);
        }
        return Constant.of(Shape.of(extents.length), true, extents);
    }

    private static int bound(long index, int length) {
        return (int) Math.max(0, Math.min(index < 0 ? index + length : index, length));
    }

    /** To a whole number, towards 0. */
    private static Constant cast(Node node, Folding folding) {
        Constant x = node.constant(0);
        long to = node.integer("to", 1);
        boolean whole = !isFraction(to);
        double[] values = folding.allocate(x.size());
        double[] from = x.values();
        Arrays.setAll(values, i -> whole ? (double) (long) from[i] : from[i]);
        return Constant.of(x.dims(), whole, values);
    }

    /** Whether a type of ONNX is one of floating point numbers. */
    static boolean isFraction(long type) {
        return type == TensorProto.DataType.FLOAT_VALUE
                || type == TensorProto.DataType.FLOAT16_VALUE
                || type == TensorProto.DataType.DOUBLE_VALUE
                || type == TensorProto.DataType.BFLOAT16_VALUE;
    }

    private static Constant pointwise(Node node, Folding folding) {
        Constant x = node.constant(0);
        DoubleUnaryOperator f = switch (node.operator()) {
            case "Ceil" -> Math::ceil;
            case "Floor" -> Math::floor;
            case "Sqrt" -> Math::sqrt;
            default -> v -> -v;
        };
        double[] values = folding.allocate(x.size());
        double[] from = x.values();
        Arrays.setAll(values, i -> f.applyAsDouble(from[i]));
        return Constant.of(x.dims(), x.isWhole(), values);
    }

    private static Constant arithmetic(Node node, Folding folding) {
        Constant x = node.constant(0);
        Constant y = node.constant(1);
        boolean whole = x.isWhole() && y.isWhole();
        DoubleBinaryOperator f = switch (node.operator()) {
            case "Add" -> Double::sum;
            case "Sub" -> (a, b) -> a - b;
            case "Mul" -> (a, b) -> a * b;
            case "Min" -> Math::min;
            case "Max" -> Math::max;
            case "Pow" -> Math::pow;
            default -> (a, b) -> whole ? divide(a, b) : a / b;
        };
        Shape shape = Broadcast.shape(x.dims(), y.dims());
        double[] values = folding.allocate(shape.size());
        double[] left = x.values();
        double[] right = y.values();
        for (int i = 0; i < values.length; i++) {
            values[i] = f.applyAsDouble(
                    left[Broadcast.index(i, shape, x.dims())], right[Broadcast.index(i, shape, y.dims())]);
        }
        return Constant.of(shape, whole, values);
    }

    private static double divide(double a, double b) {
        if (b == 0) {
            throw new IllegalArgumentException("it divides " + a + " by 0");
        }
        long quotient = (long) a / (long) b;
        return (double) quotient;
    }
}
