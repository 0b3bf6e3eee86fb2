package io.github.hdecomp.examples;

import io.github.hdecomp.data.ClassNames;
import io.github.hdecomp.data.ImageFolder;
import io.github.hdecomp.data.ImageList;
import io.github.hdecomp.data.ImageSet;
import io.github.hdecomp.examples.scenes.SceneObjects;
import io.github.hdecomp.examples.scenes.Scenes;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.text.FileErrors;
import io.github.hdecomp.weights.safetensors.SafetensorsImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options by which a command is told its set of pictures, and how the network is to see them. */
final class ImagesOptions {
    @Option(
            names = "--images",
            paramLabel = "PATH",
            description = "The pictures: a folder of class folders or of pictures, a list (path,class per line), or a"
                    + " safetensors file with tensors images (U8; N, H, W, C) and labels (I64; N).")
    private @Nullable Path images;

    @Option(
            names = "--scenes",
            paramLabel = "N",
            description =
                    "In place of --images: N drawn scenes, for the network that comes along; the seed chooses which.")
    private @Nullable Integer scenes;

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = "The names of the classes, one per line; a WordNet id in front tells the class of a file that"
                    + " begins with it.")
    private @Nullable Path labels;

    @Option(names = "--sample", paramLabel = "N", description = "Only N of the pictures, chosen by the seed.")
    private @Nullable Integer sample;

    @Option(names = "--seed", paramLabel = "SEED", description = "For all that is random (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--preprocessing",
            paramLabel = "PRESET",
            description = "How pictures are prepared, where the file does not say: ${COMPLETION-CANDIDATES}.")
    private @Nullable Preset preset;

    /** What all that is random starts from. */
    long seed() {
        return seed;
    }

    /** A network, with the labels and the preprocessing that were asked for. */
    ModelSpec described(ModelSpec spec) throws IOException {
        ModelSpec labelled = labels == null ? spec : spec.withLabels(Labels.read(labels));
        return preset == null ? labelled : labelled.withPreprocessing(preset.of(spec.input()));
    }

    /**
     * The pictures, of which none is read yet.
     *
     * @param command the command whose options these are
     */
    ImageSet open(CommandLine command) throws IOException {
        ImageSet all = all(command);
        return sample == null ? all : all.sample(sample, seed);
    }

    private ImageSet all(CommandLine command) throws IOException {
        if (scenes != null && images == null) {
            return new SceneObjects(new Scenes(seed), scenes);
        }
        if (scenes != null || images == null) {
            throw new ParameterException(command, "Expected either '--images=PATH' or '--scenes=N'");
        }
        return open(images, labels == null ? ClassNames.none() : ClassNames.of(Labels.lines(labels)));
    }

    /** The pictures of a folder, a list or a safetensors file. */
    static ImageSet open(Path images, ClassNames names) throws IOException {
        if (Files.isDirectory(images)) {
            return ImageFolder.open(images, names);
        }
        FileErrors.checkReadable(images, "folder or list of pictures");
        return images.toString().toLowerCase(Locale.ROOT).endsWith(".safetensors")
                ? SafetensorsImages.open(images)
                : ImageList.open(images, names);
    }
}
