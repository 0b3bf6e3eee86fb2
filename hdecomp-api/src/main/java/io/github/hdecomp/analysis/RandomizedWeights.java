package io.github.hdecomp.analysis;

import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.NodeSpec;
import io.github.hdecomp.model.ParameterSpec;
import io.github.hdecomp.model.Weights;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * The weights of a network, some blocks of layers as they were before any training. The weights underneath are not changed.
 *
 * <p>Convolutions and linear layers are initialised as torchvision does for the family that the network's name tells: VGG
 * (normal of the fan-out; linear layers normal with deviation 0.01), SqueezeNet (uniform of the fan-in; the last convolution
 * normal with deviation 0.01), and for all others ResNet (normal of the fan-out; linear layers uniform within 1/√fan-in, biases
 * too). Other biases become 0, batch norms 1 and 0. Running statistics are no parameters and stay as they are.
 */
final class RandomizedWeights implements Weights {
    private final Weights trained;
    private final Map<String, Tensor> random = new HashMap<>();

    RandomizedWeights(ModelSpec spec, Weights trained, Set<String> layers, long seed) {
        this.trained = trained;
        String name = spec.name();
        String last = lastProduct(spec);
        for (NodeSpec node : spec.nodes()) {
            if (layers.contains(node.name())) {
                // A seed of its own, so that a layer becomes the same whichever others are random too.
                Random generator = new Random(seed * 31 + node.name().hashCode());
                switch (node.operator()) {
                    case "Conv" -> convolution(name, node, node.name().equals(last), generator);
                    case "Gemm" -> linear(name, node, generator);
                    case "BatchNormalization" -> {
                        fill(node.parameters().get(0), 1);
                        fill(node.parameters().get(1), 0);
                    }
                    default -> node.parameters().forEach(parameter -> normal(parameter, 0.01, generator));
                }
            }
        }
    }

    /**
     * The blocks of a network, from the scores down: layers with parameters whose names agree in all but their last part, where
     * names have three parts or more, and a batch norm with the convolution before it.
     *
     * @param spec the network
     * @return names of layers by the name of the block, in order
     */
    static Map<String, List<String>> blocks(ModelSpec spec) {
        Map<String, List<String>> upwards = new LinkedHashMap<>();
        String current = "";
        for (NodeSpec node : spec.nodes()) {
            if (node.parameters().isEmpty()) {
                continue;
            }
            List<String> parts = List.of(node.name().split("\\.", -1));
            boolean follows = node.operator().equals("BatchNormalization") && parts.size() < 3 && !current.isEmpty();
            String block = parts.size() < 3 ? node.name() : String.join(".", parts.subList(0, 2));
            current = follows ? current : block;
            upwards.computeIfAbsent(current, unknown -> new ArrayList<>()).add(node.name());
        }
        List<String> names = new ArrayList<>(upwards.keySet());
        Map<String, List<String>> blocks = new LinkedHashMap<>();
        for (int i = names.size() - 1; i >= 0; i--) {
            blocks.put(names.get(i), upwards.getOrDefault(names.get(i), List.of()));
        }
        return blocks;
    }

    private static String lastProduct(ModelSpec spec) {
        String last = "";
        for (NodeSpec node : spec.nodes()) {
            last = node.operator().equals("Conv") || node.operator().equals("Gemm") ? node.name() : last;
        }
        return last;
    }

    private void convolution(String network, NodeSpec node, boolean last, Random generator) {
        ParameterSpec weight = node.parameters().get(0);
        Shape shape = weight.shape();
        double fanIn = (double) shape.size() / shape.extent(0);
        double fanOut = (double) shape.size() / shape.extent(1);
        if (network.startsWith("squeezenet") && !last) {
            uniform(weight, Math.sqrt(6 / fanIn), generator);
        } else {
            normal(weight, network.startsWith("squeezenet") ? 0.01 : Math.sqrt(2 / fanOut), generator);
        }
        node.parameters().stream().skip(1).forEach(bias -> fill(bias, 0));
    }

    private void linear(String network, NodeSpec node, Random generator) {
        ParameterSpec weight = node.parameters().get(0);
        if (network.startsWith("vgg")) {
            normal(weight, 0.01, generator);
            node.parameters().stream().skip(1).forEach(bias -> fill(bias, 0));
        } else {
            double bound = 1
                    / Math.sqrt((double) weight.shape().size() / weight.shape().extent(0));
            node.parameters().forEach(parameter -> uniform(parameter, bound, generator));
        }
    }

    private void normal(ParameterSpec parameter, double deviation, Random generator) {
        float[] values = new float[parameter.shape().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (deviation * generator.nextGaussian());
        }
        random.put(parameter.name(), Tensor.adopt(parameter.shape(), values));
    }

    private void uniform(ParameterSpec parameter, double bound, Random generator) {
        float[] values = new float[parameter.shape().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (bound * (2 * generator.nextDouble() - 1));
        }
        random.put(parameter.name(), Tensor.adopt(parameter.shape(), values));
    }

    private void fill(ParameterSpec parameter, float value) {
        float[] values = new float[parameter.shape().size()];
        Arrays.fill(values, value);
        random.put(parameter.name(), Tensor.adopt(parameter.shape(), values));
    }

    @Override
    public List<String> names() {
        return trained.names();
    }

    @Override
    public Shape shape(String name) {
        return trained.shape(name);
    }

    @Override
    public void read(String name, int from, float[] target, int at, int length) {
        Tensor drawn = random.get(name);
        if (drawn == null) {
            trained.read(name, from, target, at, length);
        } else {
            drawn.copyTo(from, target, at, length);
        }
    }

    @Override
    public String source() {
        return trained.source() + ", partly random";
    }

    /** Leaves the trained weights open: they belong to someone else. */
    @Override
    public void close() {}
}
