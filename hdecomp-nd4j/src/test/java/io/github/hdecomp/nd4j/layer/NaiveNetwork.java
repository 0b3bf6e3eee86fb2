package io.github.hdecomp.nd4j.layer;

import io.github.hdecomp.model.Attributes;
import io.github.hdecomp.model.BackwardRule;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.NodeSpec;
import io.github.hdecomp.model.ParameterSpec;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Weights;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** A whole network as its formulas say, in double: the oracle of the graph tests. */
public final class NaiveNetwork {
    private final ModelSpec spec;
    private final Weights weights;
    private final Map<String, Shape> shapes = new HashMap<>();

    public NaiveNetwork(ModelSpec spec, Weights weights) {
        this.spec = spec;
        this.weights = weights;
        shapes.put(Tap.INPUT.name(), spec.input());
        for (NodeSpec node : spec.nodes()) {
            List<Shape> inputs = node.inputs().stream().map(this::shape).toList();
            shapes.put(node.name(), Layers.plan(node, inputs).output());
        }
    }

    public Shape shape(String layer) {
        Shape shape = shapes.get(layer);
        if (shape == null) {
            throw new IllegalArgumentException(layer);
        }
        return shape;
    }

    public static double[] doubles(Tensor tensor) {
        double[] values = new double[tensor.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = tensor.get(i);
        }
        return values;
    }

    /** The values of all layers. */
    public Map<String, double[]> run(Tensor input) {
        Map<String, double[]> values = new HashMap<>();
        values.put(Tap.INPUT.name(), doubles(input));
        for (NodeSpec node : spec.nodes()) {
            values.put(node.name(), compute(node, values));
        }
        return values;
    }

    /** The values of all layers if those of one were others. */
    public Map<String, double[]> rerun(Map<String, double[]> values, String edited, double[] others) {
        Map<String, double[]> changed = new HashMap<>(values);
        changed.put(edited, others);
        boolean above = edited.equals(Tap.INPUT.name());
        for (NodeSpec node : spec.nodes()) {
            if (above) {
                changed.put(node.name(), compute(node, changed));
            }
            above |= node.name().equals(edited);
        }
        return changed;
    }

    /**
     * Whether a ReLU or a max-pool stands so close to a switch that float32 may fall on the other side: there a derivative in
     * float32 may rightly differ from one in double.
     */
    public boolean isNearASwitch(Map<String, double[]> values) {
        double margin = 1e-5;
        for (NodeSpec node : spec.nodes()) {
            double[] x = values.getOrDefault(node.inputs().get(0), new double[0]);
            if (node.operator().equals("Relu") && Arrays.stream(x).anyMatch(v -> v != 0 && Math.abs(v) < margin)) {
                return true;
            }
            if (node.operator().equals("MaxPool")) {
                double[] sorted = Arrays.stream(x).distinct().sorted().toArray();
                for (int i = 1; i < sorted.length; i++) {
                    if (sorted[i] - sorted[i - 1] < margin) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private double[] parameter(NodeSpec node, int index) {
        ParameterSpec parameter = node.parameters().get(index);
        return doubles(weights.tensor(parameter.name()));
    }

    ModelSpec spec() {
        return spec;
    }

    /** What a layer makes of inputs. */
    double[] compute(String layer, Map<String, double[]> inputs) {
        NodeSpec node = spec.nodes().stream()
                .filter(candidate -> candidate.name().equals(layer))
                .findFirst()
                .orElseThrow();
        return compute(node, inputs);
    }

    private double[] compute(NodeSpec node, Map<String, double[]> values) {
        return compute(node, values, index -> parameter(node, index));
    }

    /** The values of a layer whose parameters are given. */
    double[] compute(NodeSpec node, Map<String, double[]> values, IntFunction<double[]> parameters) {
        String source = node.inputs().get(0);
        double[] x = values.getOrDefault(source, new double[0]);
        Shape in = shape(source);
        Shape out = shape(node.name());
        Attributes attributes = node.attributes();
        double[] none = new double[0];
        return switch (node.operator()) {
            case "Conv" -> {
                Shape w = node.parameters().get(0).shape();
                double[] bias = node.parameters().size() == 2 ? parameters.apply(1) : none;
                Naive.Geometry g = geometry(attributes);
                yield Naive.convolution(x, in, parameters.apply(0), w, bias, g, attributes.integer("group", 1), out);
            }
            case "Gemm" ->
                Naive.linear(
                        x, parameters.apply(0), node.parameters().size() == 2 ? parameters.apply(1) : none, out.size());
            case "BatchNormalization" ->
                Naive.batchNorm(
                        x, in, parameters.apply(0), parameters.apply(1), parameters.apply(2), parameters.apply(3));
            case "Relu" -> Arrays.stream(x).map(v -> Math.max(v, 0)).toArray();
            case "MaxPool" -> Naive.maxPool(x, in, geometry(attributes), out);
            case "AveragePool" -> Naive.averagePool(x, in, geometry(attributes), true, out);
            case "GlobalAveragePool" -> Naive.adaptiveAverage(x, in, out);
            case "Add" -> {
                double[] other = values.getOrDefault(node.inputs().get(1), none);
                double[] sum = new double[x.length];
                Arrays.setAll(sum, i -> x[i] + other[i]);
                yield sum;
            }
            case "Concat" ->
                node.inputs().stream()
                        .flatMapToDouble(name -> Arrays.stream(values.getOrDefault(name, none)))
                        .toArray();
            case "Flatten", "Dropout" -> x.clone();
            default -> throw new IllegalArgumentException(node.operator());
        };
    }

    private static Naive.Geometry geometry(Attributes attributes) {
        int[] k = attributes.integers("kernel_shape", 1, 1);
        int[] s = attributes.integers("strides", 1, 1);
        int[] p = attributes.integers("pads", 0, 0, 0, 0);
        int[] d = attributes.integers("dilations", 1, 1);
        return new Naive.Geometry(k[0], k[1], s[0], s[1], p[0], p[1], p[2], p[3], d[0], d[1]);
    }

    /**
     * The derivative of one value of a layer with respect to all values of a layer below: unit tangents at each of them are
     * pushed up through the layers' derivatives, with relu'(0) = 0 and the first of several maxima.
     */
    public double[] gradient(Map<String, double[]> values, String layer, int index, String below) {
        double[] gradient = new double[shape(below).size()];
        for (int i = 0; i < gradient.length; i++) {
            Map<String, double[]> tangents = new HashMap<>();
            shapes.forEach((name, shape) -> tangents.put(name, new double[shape.size()]));
            double[] unit = new double[gradient.length];
            unit[i] = 1;
            tangents.put(below, unit);
            boolean above = below.equals(Tap.INPUT.name());
            for (NodeSpec node : spec.nodes()) {
                if (above) {
                    tangents.put(node.name(), tangent(node, values, tangents));
                }
                above |= node.name().equals(below);
            }
            gradient[i] = tangents.getOrDefault(layer, gradient)[index];
        }
        return gradient;
    }

    /**
     * What a rule makes of one value of a layer on its way down to a layer below: through ReLUs by the rule, through every other
     * layer by the transpose of its derivative, found column by column.
     */
    public double[] pullBack(Map<String, double[]> values, String layer, int index, String below, BackwardRule rule) {
        double[] unit = new double[shape(layer).size()];
        unit[index] = 1;
        return pullBack(values, Map.of(layer, unit), below, rule);
    }

    /** Likewise of weighted values of several layers, as one signal. */
    public double[] pullBack(
            Map<String, double[]> values, Map<String, double[]> seeds, String below, BackwardRule rule) {
        Map<String, double[]> cotangents = new HashMap<>();
        shapes.forEach((name, shape) -> cotangents.put(name, new double[shape.size()]));
        seeds.forEach((name, weights) -> cotangents.put(name, weights.clone()));
        for (int i = spec.nodes().size() - 1; i >= 0; i--) {
            NodeSpec node = spec.nodes().get(i);
            if (node.name().equals(below)) {
                break;
            }
            double[] dy = cotangents.getOrDefault(node.name(), new double[0]);
            if (Arrays.stream(dy).allMatch(value -> value == 0)) {
                continue;
            }
            for (String source : new HashSet<>(node.inputs())) {
                double[] dx = cotangents.getOrDefault(source, new double[0]);
                double[] more = node.operator().equals("Relu")
                        ? gated(values.getOrDefault(source, dx), dy, rule)
                        : transposed(node, source, values, dy);
                Arrays.setAll(dx, k -> dx[k] + more[k]);
            }
        }
        return cotangents.getOrDefault(below, new double[0]);
    }

    private static double[] gated(double[] x, double[] dy, BackwardRule rule) {
        double[] dx = new double[dy.length];
        for (int i = 0; i < dx.length; i++) {
            boolean passes = switch (rule) {
                case GRADIENT -> x[i] > 0;
                case GUIDED_BACKPROP -> x[i] > 0 && dy[i] > 0;
                case DECONV_NET -> dy[i] > 0;
            };
            dx[i] = passes ? dy[i] : 0;
        }
        return dx;
    }

    private double[] transposed(NodeSpec node, String source, Map<String, double[]> values, double[] dy) {
        double[] dx = new double[shape(source).size()];
        Map<String, double[]> tangents = zeros(node);
        for (int k = 0; k < dx.length; k++) {
            double[] unit = new double[dx.length];
            unit[k] = 1;
            tangents.put(source, unit);
            double[] column = tangent(node, values, tangents);
            for (int j = 0; j < dy.length; j++) {
                dx[k] += column[j] * dy[j];
            }
        }
        return dx;
    }

    private double[] tangent(NodeSpec node, Map<String, double[]> values, Map<String, double[]> tangents) {
        String source = node.inputs().get(0);
        double[] x = values.getOrDefault(source, new double[0]);
        double[] t = tangents.getOrDefault(source, new double[0]);
        if (node.operator().equals("Relu")) {
            double[] gated = t.clone();
            Arrays.setAll(gated, i -> x[i] > 0 ? t[i] : 0);
            return gated;
        }
        if (node.operator().equals("MaxPool")) {
            return Naive.maxPoolTangent(x, t, shape(source), geometry(node.attributes()), shape(node.name()));
        }
        // Every other layer is affine: its derivative is what it makes of a difference.
        double[] atZero = compute(node, zeros(node));
        double[] atTangent = compute(node, tangents);
        Arrays.setAll(atTangent, i -> atTangent[i] - atZero[i]);
        return atTangent;
    }

    private Map<String, double[]> zeros(NodeSpec node) {
        Map<String, double[]> zeros = new HashMap<>();
        node.inputs().forEach(name -> zeros.put(name, new double[shape(name).size()]));
        return zeros;
    }
}
