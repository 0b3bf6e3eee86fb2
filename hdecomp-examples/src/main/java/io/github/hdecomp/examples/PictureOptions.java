package io.github.hdecomp.examples;

import io.github.hdecomp.image.Images;
import io.github.hdecomp.image.Preprocessing;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options by which a command is told its picture, and how the network is to see it. */
final class PictureOptions {
    @Option(names = "--image", required = true, paramLabel = "FILE", description = "The picture.")
    private Path image = Path.of("");

    @Option(names = "--labels", paramLabel = "FILE", description = "The names of the classes, one per line.")
    private @Nullable Path labels;

    @Option(
            names = "--preprocessing",
            paramLabel = "PRESET",
            description = "How pictures are prepared, where the file does not say: ${COMPLETION-CANDIDATES}.")
    private @Nullable Preset preset;

    @Option(names = "--as-is", description = "The picture already has the input's size: only normalise it.")
    private boolean asIs;

    /** The picture's file. */
    Path file() {
        return image;
    }

    /** A network, with the labels and the preprocessing that were asked for. */
    ModelSpec described(ModelSpec spec) throws IOException {
        ModelSpec labelled = labels == null ? spec : spec.withLabels(Labels.read(labels));
        return preset == null ? labelled : labelled.withPreprocessing(preset.of(spec.input()));
    }

    /** The network's input. */
    Tensor read(Preprocessing preprocessing) throws IOException {
        BufferedImage picture = Images.read(image);
        try {
            return asIs ? preprocessing.normalize(picture) : preprocessing.apply(picture);
        } catch (IllegalArgumentException unfit) {
            throw new IllegalArgumentException(image + ": " + unfit.getMessage(), unfit);
        }
    }

    /** What {@link #read} does. */
    Preprocessing made(Preprocessing preprocessing) {
        return asIs ? preprocessing.withoutResize() : preprocessing;
    }
}
