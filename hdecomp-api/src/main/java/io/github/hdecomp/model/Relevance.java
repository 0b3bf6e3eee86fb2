package io.github.hdecomp.model;

import io.github.hdecomp.tensor.Tensor;
import java.util.Map;

/**
 * Relevance at some layers: how much of what is explained each of their values stands for.
 *
 * @param layers shape (C, H, W) of each layer
 */
public record Relevance(Map<Tap, Tensor> layers) {

    /**
     * Keeps a copy of the map.
     *
     * @param layers see above
     */
    public Relevance {
        layers = Map.copyOf(layers);
    }

    /**
     * Relevance at one layer.
     *
     * @param tap the layer
     * @param values shape (C, H, W)
     * @return the relevance
     */
    public static Relevance of(Tap tap, Tensor values) {
        return new Relevance(Map.of(tap, values));
    }

    /**
     * The relevance of a layer.
     *
     * @param tap the layer
     * @return shape (C, H, W)
     * @throws IllegalArgumentException if it is not among the layers
     */
    public Tensor at(Tap tap) {
        Tensor values = layers.get(tap);
        if (values == null) {
            throw new IllegalArgumentException("relevance: none is known at " + tap + ", only at " + layers.keySet());
        }
        return values;
    }

    /**
     * All relevance together.
     *
     * @return the sum over all layers, in double
     */
    public double total() {
        return layers.values().stream().mapToDouble(Relevance::sum).sum();
    }

    /**
     * Whether there is none anywhere.
     *
     * @return true if all values of all layers are zero
     */
    public boolean isZero() {
        return layers.values().stream().allMatch(Relevance::isZero);
    }

    private static boolean isZero(Tensor values) {
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i) != 0) {
                return false;
            }
        }
        return true;
    }

    private static double sum(Tensor values) {
        double sum = 0;
        for (int i = 0; i < values.size(); i++) {
            sum += values.get(i);
        }
        return sum;
    }
}
