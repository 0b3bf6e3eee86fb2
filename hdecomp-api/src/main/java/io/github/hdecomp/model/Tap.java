package io.github.hdecomp.model;

/**
 * The name of a layer's output: the place where features are read and where gradients are taken. Every layer of a model
 * is a tap, without registration.
 *
 * @param name the layer's name, such as {@code features.29} or {@code layer4}
 */
public record Tap(String name) {

    /** The data layer: the network's input, after preprocessing. */
    public static final Tap INPUT = new Tap("input");

    /**
     * The tap of a name.
     *
     * @param name the layer's name
     * @return the tap
     */
    public static Tap of(String name) {
        return new Tap(name);
    }

    @Override
    public String toString() {
        return name;
    }
}
