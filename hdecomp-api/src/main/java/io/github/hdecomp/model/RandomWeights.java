package io.github.hdecomp.model;

import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Draws the weights of a network, tensor by tensor in the order of the layers. */
final class RandomWeights {
    private final SplittableRandom random;

    private RandomWeights(long seed) {
        this.random = new SplittableRandom(seed);
    }

    static Weights of(ModelSpec spec, long seed) {
        RandomWeights draw = new RandomWeights(seed);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (NodeSpec node : spec.nodes()) {
            List<ParameterSpec> parameters = node.parameters();
            for (int i = 0; i < parameters.size(); i++) {
                Shape shape = parameters.get(i).shape();
                boolean batchNorm = node.operator().equals("BatchNormalization");
                tensors.put(parameters.get(i).name(), batchNorm ? draw.batchNorm(i, shape) : draw.product(shape));
            }
        }
        return new InMemoryWeights(tensors, "random weights, seed " + seed);
    }

    /** Scale, shift, mean and variance of a batch norm, in this order. */
    private Tensor batchNorm(int role, Shape shape) {
        boolean positive = role == 0 || role == 3;
        return positive ? uniform(shape, 0.5, 1.5) : uniform(shape, -0.2, 0.2);
    }

    private Tensor product(Shape shape) {
        if (shape.rank() < 2) {
            return uniform(shape, -0.1, 0.1);
        }
        double deviation = Math.sqrt(2.0 * shape.extent(0) / shape.size());
        float[] values = new float[shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
        return Tensor.adopt(shape, values);
    }

    private Tensor uniform(Shape shape, double low, double high) {
        float[] values = new float[shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(low, high);
        }
        return Tensor.adopt(shape, values);
    }
}
