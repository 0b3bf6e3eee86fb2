package io.github.hdecomp.model;

import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import io.github.hdecomp.text.Suggestions;
import java.util.List;
import java.util.Map;

/**
 * Named tensors of a network, decoded to float32 when they are asked for. Opening weights reads no tensor; a tensor is
 * read in runs, so that no more than a run of a large one need ever be on the heap.
 */
public interface Weights extends AutoCloseable {

    /**
     * The names of all tensors.
     *
     * @return in the order of the source
     */
    List<String> names();

    /**
     * The shape of a tensor.
     *
     * @param name its name
     * @return the shape
     * @throws IllegalArgumentException if there is no such tensor; names the nearest
     */
    Shape shape(String name);

    /**
     * Decodes a run of a tensor's values.
     *
     * @param name the tensor
     * @param from flat index of the first value
     * @param target receives them. Modified.
     * @param at index in the target of the first
     * @param length how many
     * @throws IllegalArgumentException if there is no such tensor or run
     * @throws java.io.UncheckedIOException if the source cannot be read
     */
    void read(String name, int from, float[] target, int at, int length);

    /**
     * Where the tensors come from, for messages.
     *
     * @return such as the name of a file
     */
    String source();

    /**
     * A whole tensor.
     *
     * @param name its name
     * @return its values
     * @throws IllegalArgumentException if there is no such tensor; names the nearest
     * @throws java.io.UncheckedIOException if the source cannot be read
     */
    default Tensor tensor(String name) {
        Shape shape = shape(name);
        float[] values = new float[shape.size()];
        read(name, 0, values, 0, values.length);
        return Tensor.adopt(shape, values);
    }

    /** Gives the source back; a second call does nothing. */
    @Override
    void close();

    /**
     * Weights that are already in memory.
     *
     * @param tensors by name
     * @return the weights, in the order of the map
     */
    static Weights of(Map<String, Tensor> tensors) {
        return new InMemoryWeights(tensors, "weights in memory");
    }

    /**
     * Weights that are already in memory, and where they came from.
     *
     * @param tensors by name
     * @param source what messages call it
     * @return the weights, in the order of the map
     */
    static Weights of(Map<String, Tensor> tensors, String source) {
        return new InMemoryWeights(tensors, source);
    }

    /**
     * Random weights for a network, for trying things out: convolutions and linear layers normal with variance 2 / fan-in
     * (He et al. 2015, arXiv 1502.01852), biases and batch norms near their neutral values but not at them, so that
     * nothing about them is degenerate.
     *
     * @param spec the network
     * @param seed the same seed gives the same weights
     * @return weights that fit the network
     */
    static Weights random(ModelSpec spec, long seed) {
        return RandomWeights.of(spec, seed);
    }

    /**
     * The exception for a name that does not exist.
     *
     * @param name what was asked for
     * @return an exception that names the nearest
     */
    default IllegalArgumentException noSuch(String name) {
        return new IllegalArgumentException(
                source() + ": no tensor is called " + name + "; " + Suggestions.sentence(name, names()));
    }
}
