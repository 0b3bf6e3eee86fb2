package io.github.hdecomp.nd4j.train;

import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.NodeSpec;
import io.github.hdecomp.model.ParameterSpec;
import io.github.hdecomp.model.Weights;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The weights that training starts from: those of convolutions and linear layers normal with variance 2 / fan-in (He et al. 2015,
 * arXiv 1502.01852), biases 0, batch norms the identity.
 */
public final class Initialisation {
    private final SplittableRandom random;

    private Initialisation(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /**
     * Fresh weights.
     *
     * @param spec the network
     * @param seed the same seed gives the same weights
     * @return weights that fit the network
     */
    public static Weights kaiming(ModelSpec spec, long seed) {
        return Weights.of(new Initialisation(seed).draw(spec));
    }

    /**
     * Trained weights, and fresh ones where there are none, as for another head on a trained network.
     *
     * @param spec the network
     * @param trained tensors that are taken over where name and shape are the network's
     * @param seed of the fresh ones
     * @return weights that fit the network
     * @throws IllegalArgumentException if none of the tensors is the network's
     */
    public static Weights from(ModelSpec spec, Weights trained, long seed) {
        Map<String, Tensor> all = new Initialisation(seed).draw(spec);
        List<String> taken = all.keySet().stream()
                .filter(trained.names()::contains)
                .filter(name -> trained.shape(name)
                        .equals(all.getOrDefault(name, Tensor.of(Shape.of(0))).shape()))
                .toList();
        if (taken.isEmpty()) {
            throw new IllegalArgumentException(
                    trained.source() + ": none of its " + trained.names().size()
                            + " tensors has name and shape of one of " + spec.name() + "; names there are such as "
                            + all.keySet().stream().findFirst().orElse("none"));
        }
        taken.forEach(name -> all.put(name, trained.tensor(name)));
        return Weights.of(all);
    }

    private Map<String, Tensor> draw(ModelSpec spec) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (NodeSpec node : spec.nodes()) {
            boolean factorsAndSummands =
                    !node.operator().equals("Conv") && !node.operator().equals("Gemm");
            List<ParameterSpec> parameters = node.parameters();
            for (int i = 0; i < parameters.size(); i++) {
                Shape shape = parameters.get(i).shape();
                // Scale and variance are 1, shift and mean 0.
                boolean one = factorsAndSummands && (i == 0 || i == 3);
                Tensor tensor = shape.rank() > 1 ? normal(shape) : constant(shape, one ? 1f : 0f);
                tensors.putIfAbsent(parameters.get(i).name(), tensor);
            }
        }
        return tensors;
    }

    private static Tensor constant(Shape shape, float value) {
        float[] values = new float[shape.size()];
        Arrays.fill(values, value);
        return Tensor.adopt(shape, values);
    }

    private Tensor normal(Shape shape) {
        double deviation = Math.sqrt(2.0 * shape.extent(0) / shape.size());
        float[] values = new float[shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
        return Tensor.adopt(shape, values);
    }
}
