package io.github.hdecomp.examples;

import io.github.hdecomp.data.ClassNames;
import io.github.hdecomp.data.Coco;
import io.github.hdecomp.data.ImageFolder;
import io.github.hdecomp.data.ImageSet;
import io.github.hdecomp.data.MaskedImages;
import io.github.hdecomp.data.PascalVoc;
import io.github.hdecomp.examples.scenes.SceneObjects;
import io.github.hdecomp.examples.scenes.Scenes;
import io.github.hdecomp.model.ModelSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options by which a comparison is told its pictures, what is known of them, and how the network is to see them. */
final class ComparedPictures {
    @Option(names = "--image", paramLabel = "FILE", description = "One picture.")
    private @Nullable Path image;

    @Option(
            names = "--images",
            paramLabel = "PATH",
            description = "Or many: a folder of class folders or of pictures, a list (path,class per line), or a"
                    + " safetensors file with tensors images (U8; N, H, W, C) and labels (I64; N).")
    private @Nullable Path images;

    @Option(
            names = "--masks",
            paramLabel = "DIR",
            description = "Where their objects are: label maps with the names of the pictures, 0 for background.")
    private @Nullable Path masks;

    @Option(
            names = "--coco",
            paramLabel = "FILE",
            description = "Or a file of boxes in COCO's format; --images is then the folder of its pictures.")
    private @Nullable Path coco;

    @Option(
            names = "--voc",
            paramLabel = "DIR",
            description = "In place of --images: a folder in the layout of PASCAL VOC, with its boxes.")
    private @Nullable Path voc;

    @Option(
            names = "--split",
            paramLabel = "NAME",
            description = "Which of VOC's lists, such as test; without it, all pictures that have boxes.")
    private String split = "";

    @Option(
            names = "--scenes",
            paramLabel = "N",
            description =
                    "In place of --images: N drawn scenes with their exact objects, for the network that comes along;"
                            + " the seed chooses which.")
    private @Nullable Integer scenes;

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = "The names of the network's classes, one per line; a WordNet id in front tells the class of a"
                    + " file that begins with it.")
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

    @Option(names = "--as-is", description = "The pictures already have the input's size: only normalise them.")
    private boolean asIs;

    /** What all that is random starts from. */
    long seed() {
        return seed;
    }

    /** Whether no pictures are named, or several kinds of them. */
    boolean contradict() {
        int kinds =
                (image == null ? 0 : 1) + (images == null ? 0 : 1) + (voc == null ? 0 : 1) + (scenes == null ? 0 : 1);
        boolean boxesOfNothing = images == null && (masks != null || coco != null);
        return kinds != 1 || boxesOfNothing || (masks != null && coco != null);
    }

    /** A network, with the labels and the preprocessing that were asked for. */
    ModelSpec described(ModelSpec spec) throws IOException {
        ModelSpec labelled = labels == null ? spec : spec.withLabels(Labels.read(labels));
        ModelSpec prepared = preset == null ? labelled : labelled.withPreprocessing(preset.of(spec.input()));
        return asIs ? prepared.withPreprocessing(prepared.preprocessing().withoutResize()) : prepared;
    }

    /** The pictures, of which none is read yet. */
    ImageSet open(ModelSpec spec) throws IOException {
        ImageSet all = all(labels == null ? ClassNames.of(spec.labels()) : ClassNames.of(Labels.lines(labels)));
        return sample == null ? all : all.sample(sample, seed);
    }

    private ImageSet all(ClassNames names) throws IOException {
        if (image != null) {
            return new OnePicture(image);
        }
        if (scenes != null) {
            return new SceneObjects(new Scenes(seed), scenes);
        }
        if (voc != null) {
            return PascalVoc.open(voc, split, names);
        }
        Path folder = images == null ? Path.of("") : images;
        if (coco != null) {
            return Coco.open(coco, folder, names);
        }
        ImageSet set = ImagesOptions.open(folder, names);
        return masks == null ? set : new MaskedImages(set, masks, classes(set, names));
    }

    private static List<String> classes(ImageSet set, ClassNames names) {
        return names.isEmpty() && set instanceof ImageFolder folder ? folder.classes() : names.names();
    }
}
