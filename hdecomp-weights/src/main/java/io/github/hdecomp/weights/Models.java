package io.github.hdecomp.weights;

import io.github.hdecomp.image.Preprocessing;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.ModelOptions;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.Weights;
import io.github.hdecomp.spi.Backend;
import io.github.hdecomp.spi.NetworkFile;
import io.github.hdecomp.weights.download.Downloads;
import io.github.hdecomp.weights.download.Published;
import io.github.hdecomp.weights.timm.TimmConfig;
import io.github.hdecomp.weights.zoo.Recognition;
import io.github.hdecomp.weights.zoo.Zoo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Puts networks and files of weights together. What a file is, its content says: the format its first bytes, the network its
 * graph or the names and shapes of its tensors.
 */
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
     * The network that comes with HDecomp, ready to run: {@code demo_vgg}, trained by HDecomp on pictures of 96 by 96 pixels
     * that were drawn, of cats, cars, boats and the like.
     *
     * @return the model; the caller closes it
     */
    public static Model demo() {
        return demo(ModelOptions.defaults());
    }

    /**
     * The network that comes with HDecomp, ready to run.
     *
     * @param options how it runs
     * @return the model; the caller closes it
     */
    public static Model demo(ModelOptions options) {
        NetworkFile demo = Demo.open();
        return Backend.find().build(demo.spec(), demo.weights(), options);
    }

    /**
     * The network that comes with HDecomp.
     *
     * @return its description with labels and preprocessing, and its weights in memory
     */
    public static NetworkFile demoNetwork() {
        return Demo.open();
    }

    /**
     * The network of a file, ready to run.
     *
     * @param file a file that brings its network, or whose tensors are those of one that is known by name
     * @return the model; the caller closes it
     * @throws IOException if the file cannot be read or is malformed
     * @throws IllegalArgumentException if it is not clear which network it belongs to; names the candidates
     */
    public static Model load(Path file) throws IOException {
        return load(file, ModelOptions.defaults());
    }

    /**
     * The network of a file, ready to run.
     *
     * @param file a file that brings its network, or whose tensors are those of one that is known by name
     * @param options how it runs
     * @return the model; the caller closes it
     * @throws IOException if the file cannot be read or is malformed
     * @throws IllegalArgumentException if it is not clear which network it belongs to; names the candidates
     */
    public static Model load(Path file, ModelOptions options) throws IOException {
        try (NetworkFile found = identify(file)) {
            return build(found.spec(), found.weights(), options);
        }
    }

    /**
     * A network with its published weights, fetched when they are first asked for.
     *
     * @param architecture the network's name, such as {@code resnet18}
     * @return the model; the caller closes it
     * @throws IOException if the weights cannot be fetched; says from where, and how to do it by hand
     * @throws IllegalArgumentException if no weights are published for a network of this name; lists all
     */
    public static Model pretrained(String architecture) throws IOException {
        return pretrained(architecture, Downloads.defaults());
    }

    /**
     * A network with its published weights, fetched when they are first asked for.
     *
     * @param architecture the network's name, such as {@code resnet18}
     * @param downloads whence and whither
     * @return the model; the caller closes it
     * @throws IOException if the weights cannot be fetched; says from where, and how to do it by hand
     * @throws IllegalArgumentException if no weights are published for a network of this name; lists all
     */
    public static Model pretrained(String architecture, Downloads downloads) throws IOException {
        return load(architecture, downloads.fetch(Published.find(architecture)));
    }

    /**
     * A network with the weights of a file.
     *
     * @param architecture the network's name
     * @param file its weights, for any number of classes
     * @return the model; the caller closes it
     * @throws IOException if the file cannot be read or is malformed
     * @throws IllegalArgumentException if there is no such network (lists all), or the weights do not fit it (lists what is
     *     missing, left over or mis-shaped)
     */
    public static Model load(String architecture, Path file) throws IOException {
        try (NetworkFile found = identify(architecture, file)) {
            return build(found.spec(), found.weights(), ModelOptions.defaults());
        }
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
            return build(spec, weights, options);
        }
    }

    /**
     * Builds a network that {@link #identify(Path)} found.
     *
     * @param spec the network
     * @param weights its weights
     * @param options how it runs
     * @return the model; the caller closes it
     * @throws IOException if the weights cannot be read
     * @throws IllegalArgumentException if the weights do not fit (lists what is missing, left over or mis-shaped)
     */
    public static Model build(ModelSpec spec, Weights weights, ModelOptions options) throws IOException {
        try {
            return Backend.find().build(spec, weights, options);
        } catch (UncheckedIOException broken) {
            throw broken.getCause();
        }
    }

    /**
     * Finds out which network a file holds, and opens it.
     *
     * @param file a file that brings its network, or whose tensors are those of one that is known by name
     * @return the network, and in words what the file was taken for; the caller closes it
     * @throws IOException if the file cannot be read, is malformed or of no known format
     * @throws IllegalArgumentException if it is not clear which network it belongs to; names the candidates
     */
    public static NetworkFile identify(Path file) throws IOException {
        Optional<NetworkFile> network = Formats.network(file);
        if (network.isPresent()) {
            return network.get();
        }
        Formats.Opened opened = Formats.tensors(file);
        try {
            return recognised(file, opened);
        } catch (RuntimeException unclear) {
            opened.weights().close();
            throw unclear;
        }
    }

    private static NetworkFile recognised(Path file, Formats.Opened opened) {
        List<Recognition> candidates = Recognition.of(opened.weights());
        List<Recognition> exact =
                candidates.stream().filter(Recognition::isExact).toList();
        if (exact.size() != 1) {
            throw new IllegalArgumentException(
                    file + ": its " + opened.weights().names().size()
                            + " tensors are those of no one network that is known by name; " + nearest(candidates)
                            + "; name the network, or export it to ONNX");
        }
        return described(exact.get(0).spec(), file, opened, "by the names and shapes of its tensors");
    }

    private static String nearest(List<Recognition> candidates) {
        return candidates.isEmpty()
                ? "none of them is called as in " + String.join(", ", architectures())
                : candidates.stream()
                        .limit(3)
                        .map(candidate -> candidate.spec().name() + " (" + candidate.fitting() + " of its "
                                + candidate.parameters() + " fit, " + candidate.extra() + " left over)")
                        .collect(Collectors.joining(", ", "nearest: ", ""));
    }

    /**
     * Opens a file as the weights of a network.
     *
     * @param architecture the network's name
     * @param file its weights, for any number of classes
     * @return the network, and in words what the file was taken for; the caller closes it
     * @throws IOException if the file cannot be read, is malformed or of no known format
     * @throws IllegalArgumentException if there is no such network; lists all
     */
    public static NetworkFile identify(String architecture, Path file) throws IOException {
        Zoo.find(architecture);
        Formats.Opened opened = Formats.tensors(file);
        return described(Recognition.spec(architecture, opened.weights()), file, opened, "as asked for");
    }

    private static NetworkFile described(ModelSpec spec, Path file, Formats.Opened opened, String why) {
        Optional<Preprocessing> timm = TimmConfig.beside(file);
        ModelSpec prepared = timm.map(preprocessing -> spec.withInput(preprocessing.height(), preprocessing.width())
                        .withPreprocessing(preprocessing))
                .orElse(spec);
        String origin = opened.format() + ", taken for " + spec.name() + " " + why
                + (timm.isPresent() ? ", with the preprocessing of the config.json beside it" : "");
        return new NetworkFile(prepared, opened.weights(), origin);
    }

    /**
     * The tensors of a file, by the names that networks know: without a {@code module.} prefix and without counters of
     * batches.
     *
     * @param file a file in any format that a {@link io.github.hdecomp.spi.WeightReader} or
     *     {@link io.github.hdecomp.spi.NetworkReader} on the class path knows; told by its content
     * @return the tensors; the caller closes them
     * @throws IOException if the file cannot be read, is malformed or of no known format
     */
    public static Weights open(Path file) throws IOException {
        Optional<NetworkFile> network = Formats.network(file);
        return network.isPresent()
                ? network.get().weights()
                : Formats.tensors(file).weights();
    }
}
