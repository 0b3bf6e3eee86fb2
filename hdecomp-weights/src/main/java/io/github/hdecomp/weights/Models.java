package io.github.hdecomp.weights;

import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.ModelOptions;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.Weights;
import io.github.hdecomp.spi.Backend;
import io.github.hdecomp.spi.WeightReader;
import io.github.hdecomp.text.FileErrors;
import io.github.hdecomp.weights.zoo.Zoo;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** Puts networks and files of weights together. */
public final class Models {
    private Models() {}

    /**
     * The networks that are known by name.
     *
     * @return such as {@code vgg16}
     */
    public static List<String> architectures() {
        return Zoo.names();
    }

    /**
     * The description of a network.
     *
     * @param architecture its name
     * @return the graph, without weights
     * @throws IllegalArgumentException if there is no such network; lists all
     */
    public static ModelSpec spec(String architecture) {
        return Zoo.find(architecture);
    }

    /**
     * A network with the weights of a file.
     *
     * @param architecture the network's name
     * @param file its weights
     * @return the model; the caller closes it
     * @throws IOException if the file cannot be read or is malformed
     * @throws IllegalArgumentException if there is no such network (lists all), or the weights do not fit it (lists what is
     *     missing, left over or mis-shaped)
     */
    public static Model load(String architecture, Path file) throws IOException {
        return load(Zoo.find(architecture), file, ModelOptions.defaults());
    }

    /**
     * A network with the weights of a file.
     *
     * @param spec the network
     * @param file its weights
     * @param options how it runs
     * @return the model; the caller closes it
     * @throws IOException if the file cannot be read or is malformed
     * @throws IllegalArgumentException if the weights do not fit (lists what is missing, left over or mis-shaped)
     */
    public static Model load(ModelSpec spec, Path file, ModelOptions options) throws IOException {
        try (Weights weights = open(file)) {
            return Backend.find().build(spec, weights, options);
        } catch (UncheckedIOException broken) {
            throw broken.getCause();
        }
    }

    /**
     * The tensors of a file, by the names that networks know: without a {@code module.} prefix and without counters of
     * batches.
     *
     * @param file a file in any format that a {@link WeightReader} on the class path knows; told by its content
     * @return the tensors; the caller closes them
     * @throws IOException if the file cannot be read, is malformed or of no known format
     */
    public static Weights open(Path file) throws IOException {
        FileErrors.checkReadable(file, "file of weights");
        long size = Files.size(file);
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(WeightReader.HEAD_BYTES);
        }
        List<WeightReader> readers = ServiceLoader.load(WeightReader.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        for (WeightReader reader : readers) {
            if (reader.accepts(ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN), size)) {
                return new StateDict(reader.open(file));
            }
        }
        throw new IOException(file + ": no weights in a format that is known here ("
                + readers.stream().map(WeightReader::format).collect(Collectors.joining(", "))
                + "), or truncated to less than their header");
    }
}
