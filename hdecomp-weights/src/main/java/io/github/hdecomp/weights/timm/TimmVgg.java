package io.github.hdecomp.weights.timm;

import io.github.hdecomp.tensor.Shape;
import java.util.Collection;
import java.util.Map;

/**
 * The VGG networks of timm (PyTorch Image Models) by torchvision's names. timm writes the first two linear layers as
 * convolutions over the whole 7 by 7 map, whose weights are the same numbers in the same order.
 */
public final class TimmVgg {
    private static final Map<String, String> LAYERS =
            Map.of("pre_logits.fc1", "classifier.0", "pre_logits.fc2", "classifier.3", "head.fc", "classifier.6");

    private TimmVgg() {}

    /**
     * Whether these are the names of such a network.
     *
     * @param names of all tensors of a file
     * @return true for timm's VGG
     */
    public static boolean accepts(Collection<String> names) {
        return LAYERS.keySet().stream().allMatch(layer -> names.contains(layer + ".weight"));
    }

    /**
     * Torchvision's name.
     *
     * @param name timm's
     * @return the same for what both call alike
     */
    public static String rename(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0
                ? name
                : LAYERS.getOrDefault(name.substring(0, dot), name.substring(0, dot)) + name.substring(dot);
    }

    /**
     * The shape of a tensor as torchvision has it.
     *
     * @param renamed torchvision's name
     * @param shape timm's
     * @return (O, I · Kh · Kw) for (O, I, Kh, Kw) where the name is one of a linear layer
     */
    public static Shape reshape(String renamed, Shape shape) {
        boolean linear = renamed.startsWith("classifier.") && shape.rank() == 4 && shape.extent(0) > 0;
        return linear ? Shape.of(shape.extent(0), shape.size() / shape.extent(0)) : shape;
    }
}
