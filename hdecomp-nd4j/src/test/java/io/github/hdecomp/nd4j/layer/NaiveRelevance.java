package io.github.hdecomp.nd4j.layer;

import io.github.hdecomp.model.NodeSpec;
import io.github.hdecomp.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Relevance propagation in double by dense matrices: every layer with weights is probed with unit vectors, and the rule is two
 * lines of algebra on what comes out. The oracle of the relevance tests.
 */
public final class NaiveRelevance {
    private final NaiveNetwork network;
    private final Map<String, double[]> values;
    private final Rule rule;
    private final Optional<Rule> pictureRule;
    private final boolean equalSplit;
    private double lost;

    /** A rule on one layer z = W a + b, where W is (outputs, inputs): what the inputs receive of R. */
    @FunctionalInterface
    public interface Rule {
        double[] apply(double[][] w, double[] b, double[] a, double[] r);
    }

    public NaiveRelevance(
            NaiveNetwork network,
            Map<String, double[]> values,
            Rule rule,
            Optional<Rule> pictureRule,
            boolean equalSplit) {
        this.network = network;
        this.values = values;
        this.rule = rule;
        this.pictureRule = pictureRule;
        this.equalSplit = equalSplit;
    }

    /** What the general form makes of w already changed, with a denominator z and inputs x. */
    public static double[] general(double[][] w, double[] z, double[] x, double[] r) {
        double[] received = new double[x.length];
        for (int j = 0; j < z.length; j++) {
            for (int i = 0; i < x.length && z[j] != 0; i++) {
                received[i] += x[i] * w[j][i] * r[j] / z[j];
            }
        }
        return received;
    }

    private double[] at(String layer) {
        return values.getOrDefault(layer, new double[0]);
    }

    /** The relevance of every layer, for relevance that starts at one. */
    public Map<String, double[]> propagate(String from, double[] start) {
        Map<String, double[]> relevance = new HashMap<>();
        values.forEach((layer, value) -> relevance.put(layer, new double[value.length]));
        relevance.put(from, start);
        List<NodeSpec> nodes = network.spec().nodes();
        for (int n = nodes.size() - 1; n >= 0; n--) {
            NodeSpec node = nodes.get(n);
            double[] r = relevance.getOrDefault(node.name(), new double[0]);
            if (Arrays.stream(r).anyMatch(value -> value != 0)) {
                handDown(node, r, relevance);
            }
        }
        return relevance;
    }

    /** What zero denominators kept of the relevance. */
    public double lost() {
        return lost;
    }

    private void handDown(NodeSpec node, double[] r, Map<String, double[]> relevance) {
        switch (node.operator()) {
            case "Conv", "Gemm" -> add(relevance, node.inputs().get(0), byRule(node, r));
            case "Relu", "Dropout", "Flatten", "BatchNormalization" ->
                add(relevance, node.inputs().get(0), r);
            case "MaxPool" -> add(relevance, node.inputs().get(0), maximum(node, r));
            case "AveragePool", "GlobalAveragePool" -> {
                double[][] w = matrix(node.name(), node.name(), node.inputs().get(0));
                double[] x = at(node.inputs().get(0));
                add(relevance, node.inputs().get(0), general(w, at(node.name()), x, noted(at(node.name()), r)));
            }
            case "Add" -> {
                double[] z = at(node.name());
                noted(z, r);
                for (String source : node.inputs()) {
                    double[] share = new double[r.length];
                    Arrays.setAll(share, i -> z[i] == 0 ? 0 : at(source)[i] / z[i] * r[i]);
                    add(relevance, source, share);
                }
            }
            case "Concat" -> {
                int offset = 0;
                for (String source : node.inputs()) {
                    int length = at(source).length;
                    add(relevance, source, Arrays.copyOfRange(r, offset, offset + length));
                    offset += length;
                }
            }
            default -> throw new IllegalArgumentException(node.operator());
        }
    }

    private double[] noted(double[] z, double[] r) {
        for (int j = 0; j < z.length; j++) {
            lost += z[j] == 0 ? r[j] : 0;
        }
        return r;
    }

    private static void add(Map<String, double[]> relevance, String layer, double[] more) {
        relevance.merge(layer, more, (a, b) -> {
            double[] sum = a.clone();
            Arrays.setAll(sum, i -> a[i] + b[i]);
            return sum;
        });
    }

    /** The layer with the batch norm that follows it, if it has no other reader. */
    private double[] byRule(NodeSpec node, double[] r) {
        String source = node.inputs().get(0);
        String last = node.name();
        List<NodeSpec> readers = network.spec().nodes().stream()
                .filter(other -> other.inputs().contains(node.name()))
                .toList();
        if (readers.size() == 1 && readers.get(0).operator().equals("BatchNormalization")) {
            last = readers.get(0).name();
        }
        double[][] w = matrix(node.name(), last, source);
        double[] b = affine(node.name(), last, source, new double[at(source).length]);
        Rule own = source.equals("input") ? pictureRule.orElse(rule) : rule;
        double[] received = own.apply(w, b, at(source), r);
        lost += Arrays.stream(r).sum() - Arrays.stream(received).sum();
        return received;
    }

    private double[] affine(String first, String last, String source, double[] x) {
        double[] y = network.compute(first, Map.of(source, x));
        return last.equals(first) ? y : network.compute(last, Map.of(first, y));
    }

    /** The dense matrix of layers that are affine, column by column. */
    public double[][] matrix(String first, String last, String source) {
        double[] zero = affine(first, last, source, new double[at(source).length]);
        double[][] w = new double[zero.length][at(source).length];
        for (int i = 0; i < at(source).length; i++) {
            double[] unit = new double[at(source).length];
            unit[i] = 1;
            double[] column = affine(first, last, source, unit);
            for (int j = 0; j < zero.length; j++) {
                w[j][i] = column[j] - zero[j];
            }
        }
        return w;
    }

    private double[] maximum(NodeSpec node, double[] r) {
        Shape in = network.shape(node.inputs().get(0));
        Shape out = network.shape(node.name());
        double[] x = at(node.inputs().get(0));
        double[] received = new double[x.length];
        int k = node.attributes().integers("kernel_shape", 1, 1)[0];
        int stride = node.attributes().integers("strides", 1, 1)[0];
        int pad = node.attributes().integers("pads", 0, 0, 0, 0)[0];
        for (int o = 0; o < r.length; o++) {
            int c = o / (out.height() * out.width());
            int top = o / out.width() % out.height() * stride - pad;
            int left = o % out.width() * stride - pad;
            List<Integer> winners = new ArrayList<>();
            for (int y = Math.max(top, 0); y < Math.min(top + k, in.height()); y++) {
                for (int column = Math.max(left, 0); column < Math.min(left + k, in.width()); column++) {
                    int i = Naive.at(in, c, y, column);
                    if (winners.isEmpty() || x[i] > x[winners.get(0)]) {
                        winners.clear();
                    }
                    if (winners.isEmpty() || x[i] == x[winners.get(0)]) {
                        winners.add(i);
                    }
                }
            }
            List<Integer> receivers = equalSplit ? winners : winners.subList(0, 1);
            for (int i : receivers) {
                received[i] += r[o] / receivers.size();
            }
        }
        return received;
    }
}
