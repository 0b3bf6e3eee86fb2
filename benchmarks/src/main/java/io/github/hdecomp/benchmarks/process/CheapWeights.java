package io.github.hdecomp.benchmarks.process;

import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.NodeSpec;
import io.github.hdecomp.model.ParameterSpec;
import io.github.hdecomp.model.Weights;
import io.github.hdecomp.tensor.Shape;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Weights that take no memory, as those of a file do not: each value is computed from its index when it is read. Those of
 * products are spread evenly around zero with a variance of 2 / fan-in; batch norms and biases change nothing.
 */
final class CheapWeights implements Weights {
    private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

    private final Map<String, Shape> shapes = new LinkedHashMap<>();
    private final Set<String> ones = new HashSet<>();

    CheapWeights(ModelSpec spec) {
        for (ParameterSpec parameter : spec.parameters()) {
            shapes.put(parameter.name(), parameter.shape());
        }
        for (NodeSpec node : spec.nodes()) {
            if (node.operator().equals("BatchNormalization")) {
                // Scale, shift, mean and variance, in this order.
                ones.add(node.parameters().get(0).name());
                ones.add(node.parameters().get(3).name());
            }
        }
    }

    @Override
    public List<String> names() {
        return List.copyOf(shapes.keySet());
    }

    @Override
    public Shape shape(String name) {
        Shape shape = shapes.get(name);
        if (shape == null) {
            throw noSuch(name);
        }
        return shape;
    }

    @Override
    public void read(String name, int from, float[] target, int at, int length) {
        Shape shape = shape(name);
        if (shape.rank() < 2) {
            Arrays.fill(target, at, at + length, ones.contains(name) ? 1 : 0);
            return;
        }
        double fanIn = (double) shape.size() / shape.extent(0);
        float spread = (float) Math.sqrt(6 / fanIn);
        for (int i = 0; i < length; i++) {
            long mixed = (name.hashCode() + from + i) * GOLDEN_RATIO;
            mixed = (mixed ^ mixed >>> 32) * GOLDEN_RATIO;
            target[at + i] = spread * (mixed >> 40) / (1 << 23);
        }
    }

    @Override
    public String source() {
        return "weights computed from their index";
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
