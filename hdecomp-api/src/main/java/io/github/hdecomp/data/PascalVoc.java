package io.github.hdecomp.data;

import io.github.hdecomp.image.Images;
import io.github.hdecomp.tensor.Extent;
import io.github.hdecomp.text.FileErrors;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder in the layout of PASCAL VOC (Everingham et al., 2010): {@code JPEGImages} with pictures, {@code Annotations} with an
 * XML file of boxes for each, {@code ImageSets/Main} with lists of their names. Annotations are read when they are asked for;
 * what they name outside themselves is not.
 */
public final class PascalVoc implements ObjectSet {
    /** The classes of the challenges since 2006, in alphabetical order, which is that of their ids. */
    public static final List<String> CLASSES = List.of(
            "aeroplane",
            "bicycle",
            "bird",
            "boat",
            "bottle",
            "bus",
            "car",
            "cat",
            "chair",
            "cow",
            "diningtable",
            "dog",
            "horse",
            "motorbike",
            "person",
            "pottedplant",
            "sheep",
            "sofa",
            "train",
            "tvmonitor");

    private static final int MOST_BYTES = 64 << 20;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,200}");

    private final Path root;
    private final ClassNames names;
    private final List<String> pictures;

    private PascalVoc(Path root, ClassNames names, List<String> pictures) {
        this.root = root;
        this.names = names;
        this.pictures = List.copyOf(pictures);
    }

    /**
     * The pictures of one list.
     *
     * @param root the folder that holds the others, such as {@code VOCdevkit/VOC2007}
     * @param split the list's name, such as {@code test}; empty for all pictures with annotations
     * @param names the names of the network's classes; none for {@link #CLASSES}
     * @return the set
     * @throws IOException if the list or the folder cannot be read, or names no pictures
     */
    public static PascalVoc open(Path root, String split, ClassNames names) throws IOException {
        List<String> pictures = split.isEmpty() ? annotated(root) : listed(list(root, split));
        if (pictures.isEmpty()) {
            throw new IOException(
                    root + ": there are no pictures, expected XML files in Annotations, or their names in "
                            + "ImageSets/Main");
        }
        return new PascalVoc(root, names.isEmpty() ? ClassNames.of(CLASSES) : names, pictures);
    }

    private static Path list(Path root, String split) throws IOException {
        if (!NAME.matcher(split).matches()) {
            throw new IOException(split + ": no name of a list, expected one such as test or trainval");
        }
        return root.resolve("ImageSets").resolve("Main").resolve(split + ".txt");
    }

    private static List<String> annotated(Path root) throws IOException {
        try (Stream<Path> files = Files.list(root.resolve("Annotations"))) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(".xml"))
                    .map(name -> name.substring(0, name.length() - ".xml".length()))
                    .sorted()
                    .toList();
        }
    }

    /** The first word of every line: lists of single classes say after it whether a picture has the class. */
    private static List<String> listed(Path list) throws IOException {
        FileErrors.checkReadable(list, "list of pictures");
        if (Files.size(list) > MOST_BYTES) {
            throw new IOException(list + ": it has " + Files.size(list) + " bytes, expected a list of names of at most "
                    + MOST_BYTES);
        }
        List<String> pictures = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(list)) {
                String name = line.strip().split("\\s+", 2)[0];
                if (!name.isEmpty() && !NAME.matcher(name).matches()) {
                    throw new IOException(list + ": line " + (pictures.size() + 1) + ": no name of a picture, expected"
                            + " letters, digits, points, hyphens and underscores");
                }
                if (!name.isEmpty()) {
                    pictures.add(name);
                }
            }
        } catch (MalformedInputException binary) {
            throw new IOException(list + ": not a text file in UTF-8, expected one name per line", binary);
        }
        return pictures;
    }

    @Override
    public String name() {
        return root.toString();
    }

    @Override
    public int size() {
        return pictures.size();
    }

    /** Pictures have objects of several classes, so that none is theirs. */
    @Override
    public ImageEntry entry(int index) {
        return new ImageEntry(pictures.get(index), OptionalInt.empty());
    }

    @Override
    public BufferedImage read(int index) throws IOException {
        Path folder = root.resolve("JPEGImages");
        Path jpeg = folder.resolve(pictures.get(index) + ".jpg");
        Path png = folder.resolve(pictures.get(index) + ".png");
        return Images.read(Files.exists(png) && !Files.exists(jpeg) ? png : jpeg);
    }

    @Override
    public List<String> classes() {
        return names.names();
    }

    @Override
    public List<ClassArea> objects(int index, Extent size) throws IOException {
        Path file = root.resolve("Annotations").resolve(pictures.get(index) + ".xml");
        return LabelledBox.areas(VocAnnotation.read(file, names, size), size, names.names());
    }
}
