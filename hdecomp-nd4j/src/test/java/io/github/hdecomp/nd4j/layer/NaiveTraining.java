package io.github.hdecomp.nd4j.layer;

import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.NodeSpec;
import io.github.hdecomp.model.ParameterSpec;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Weights;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The loss of a batch as its formulas say, in double, batch norms with batch statistics unless they are frozen: the oracle of
 * training.
 */
public final class NaiveTraining {
    private final ModelSpec spec;
    private final NaiveNetwork network;
    private final Predicate<String> frozen;
    private final Map<String, double[]> parameters = new HashMap<>();
    private final Map<String, double[]> means = new HashMap<>();
    private final Map<String, double[]> variances = new HashMap<>();

    public NaiveTraining(ModelSpec spec, Weights weights, Predicate<String> frozen) {
        this.spec = spec;
        this.frozen = frozen;
        this.network = new NaiveNetwork(spec, weights);
        for (ParameterSpec parameter : spec.parameters()) {
            parameters.put(parameter.name(), NaiveNetwork.doubles(weights.tensor(parameter.name())));
        }
    }

    /** The values of a parameter; may be changed. */
    public double[] parameter(String name) {
        return parameters.getOrDefault(name, new double[0]);
    }

    /** The mean of each channel of a batch norm's input in the last batch. */
    public double[] mean(String layer) {
        return means.getOrDefault(layer, new double[0]);
    }

    /** The mean squared distance from it. */
    public double[] variance(String layer) {
        return variances.getOrDefault(layer, new double[0]);
    }

    /** The least variance that a batch norm divided by in the last batch; infinite if there was none. */
    public double leastVariance() {
        return variances.values().stream().flatMapToDouble(Arrays::stream).min().orElse(Double.POSITIVE_INFINITY);
    }

    /** The values of all layers for each picture. */
    public List<Map<String, double[]>> run(List<Tensor> pictures) {
        List<Map<String, double[]>> batch = new ArrayList<>();
        for (Tensor picture : pictures) {
            batch.add(new HashMap<>(Map.of(Tap.INPUT.name(), NaiveNetwork.doubles(picture))));
        }
        for (NodeSpec node : spec.nodes()) {
            if (node.operator().equals("Softmax")) {
                continue;
            }
            List<double[]> own = new ArrayList<>(node.parameters().stream()
                    .map(parameter -> parameter(parameter.name()))
                    .toList());
            if (node.operator().equals("BatchNormalization")
                    && !node.parameters().stream().map(ParameterSpec::name).allMatch(frozen)) {
                own.set(2, batchMean(node, batch));
                own.set(3, batchVariance(node, batch, own.get(2)));
                means.put(node.name(), own.get(2));
                variances.put(node.name(), own.get(3));
            }
            for (Map<String, double[]> values : batch) {
                values.put(node.name(), network.compute(node, values, own::get));
            }
        }
        return batch;
    }

    private double[] batchMean(NodeSpec node, List<Map<String, double[]>> batch) {
        return channelMeans(node, batch, new double[own(node).channels()], 1);
    }

    private double[] batchVariance(NodeSpec node, List<Map<String, double[]>> batch, double[] mean) {
        return channelMeans(node, batch, mean, 2);
    }

    private Shape own(NodeSpec node) {
        return network.shape(node.name());
    }

    private double[] channelMeans(NodeSpec node, List<Map<String, double[]>> batch, double[] centre, int power) {
        int cells = own(node).height() * own(node).width();
        double[] sums = new double[centre.length];
        for (Map<String, double[]> values : batch) {
            double[] x = values.getOrDefault(node.inputs().get(0), sums);
            for (int i = 0; i < x.length; i++) {
                sums[i / cells] += Math.pow(x[i] - centre[i / cells], power);
            }
        }
        return Arrays.stream(sums).map(sum -> sum / (cells * batch.size())).toArray();
    }

    /** The mean cross-entropy with labels of which a part is spread over all classes. */
    public double loss(List<Tensor> pictures, List<Integer> labels, double smoothing) {
        double loss = 0;
        List<Map<String, double[]>> batch = run(pictures);
        for (int n = 0; n < pictures.size(); n++) {
            double[] z = batch.get(n).getOrDefault(spec.logits(), new double[0]);
            double logSum = Math.log(Arrays.stream(z).map(Math::exp).sum());
            for (int c = 0; c < z.length; c++) {
                double target = smoothing / z.length + (c == labels.get(n) ? 1 - smoothing : 0);
                loss += target * (logSum - z[c]) / pictures.size();
            }
        }
        return loss;
    }

    /** The derivative of the loss with respect to one element of a parameter, by central differences. */
    public double derivative(
            String name, int index, List<Tensor> pictures, List<Integer> labels, double smoothing, double step) {
        double[] values = parameter(name);
        double value = values[index];
        values[index] = value + step;
        double above = loss(pictures, labels, smoothing);
        values[index] = value - step;
        double below = loss(pictures, labels, smoothing);
        values[index] = value;
        return (above - below) / (2 * step);
    }

    /** Whether a ReLU or a max-pool stands so close to a switch that its derivative is not determined. */
    public boolean isNearASwitch(List<Tensor> pictures) {
        return run(pictures).stream().anyMatch(network::isNearASwitch);
    }
}
