package io.github.hdecomp.examples;

import io.github.hdecomp.image.Images;
import io.github.hdecomp.image.Preprocessing;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options by which a command is told its picture, and how the network is to see it. */
final class PictureOptions {
    /** A scene that the network that comes along has not seen in training. */
    private static final String SCENE = "scene.png";

    @Option(
            names = "--image",
            paramLabel = "FILE",
            description = "The picture; without it and without a network, one that comes along.")
    private @Nullable Path image;

    @Option(names = "--labels", paramLabel = "FILE", description = "The names of the classes, one per line.")
    private @Nullable Path labels;

    @Option(
            names = "--preprocessing",
            paramLabel = "PRESET",
            description = "How pictures are prepared, where the file does not say: ${COMPLETION-CANDIDATES}.")
    private @Nullable Preset preset;

    @Option(names = "--as-is", description = "The picture already has the input's size: only normalise it.")
    private boolean asIs;

    /** What the picture is called. */
    String name() {
        return image != null ? image.toString() : SCENE + ", which comes with HDecomp,";
    }

    /** The picture that comes along is for the network that does. */
    void check(NetworkOptions network, CommandLine commandLine) {
        if (image == null && network.isNamed()) {
            throw new ParameterException(commandLine, "Missing required option: '--image=FILE'");
        }
    }

    /** A network, with the labels and the preprocessing that were asked for. */
    ModelSpec described(ModelSpec spec) throws IOException {
        ModelSpec labelled = labels == null ? spec : spec.withLabels(Labels.read(labels));
        return preset == null ? labelled : labelled.withPreprocessing(preset.of(spec.input()));
    }

    /** The network's input. */
    Tensor read(Preprocessing preprocessing) throws IOException {
        BufferedImage picture = image != null ? Images.read(image) : scene();
        try {
            return asIs ? preprocessing.normalize(picture) : preprocessing.apply(picture);
        } catch (IllegalArgumentException unfit) {
            throw new IllegalArgumentException(name() + ": " + unfit.getMessage(), unfit);
        }
    }

    /** The picture that comes along. */
    static BufferedImage scene() throws IOException {
        try (InputStream resource = Objects.requireNonNull(PictureOptions.class.getResourceAsStream(SCENE), SCENE)) {
            return Images.read(resource, SCENE);
        }
    }

    /** What {@link #read} does. */
    Preprocessing made(Preprocessing preprocessing) {
        return asIs ? preprocessing.withoutResize() : preprocessing;
    }
}
