package io.github.hdecomp.data;

import io.github.hdecomp.image.Images;
import io.github.hdecomp.tensor.Extent;
import io.github.hdecomp.text.FileErrors;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/**
 * Pictures with an annotation file in the format of COCO's instances (Lin et al., 2014), whose boxes are used; outlines are
 * left unread. Crowds count as difficult to recognise.
 */
public final class Coco implements ObjectSet {
    private final Path file;
    private final Path folder;
    private final CocoReader.Content content;

    private Coco(Path file, Path folder, CocoReader.Content content) {
        this.file = file;
        this.folder = folder;
        this.content = content;
    }

    /**
     * Reads an annotation file.
     *
     * @param file such as {@code annotations/instances_val2014.json}
     * @param folder the folder of the pictures, such as {@code val2014}
     * @param names the names of the network's classes; none for those of the file in ascending order of their ids
     * @return the set, in ascending order of picture ids
     * @throws IOException if the file cannot be read, is no annotation file, lists more than is believed, or a class of it has a
     *     name that is not given
     */
    public static Coco open(Path file, Path folder, ClassNames names) throws IOException {
        FileErrors.checkReadable(file, "annotation file");
        return new Coco(file, folder, CocoReader.read(file, names));
    }

    @Override
    public String name() {
        return file.toString();
    }

    @Override
    public int size() {
        return content.pictures().size();
    }

    /** Pictures have objects of several classes, so that none is theirs. */
    @Override
    public ImageEntry entry(int index) {
        return new ImageEntry(content.pictures().get(index).file(), OptionalInt.empty());
    }

    @Override
    public BufferedImage read(int index) throws IOException {
        return Images.read(folder.resolve(content.pictures().get(index).file()));
    }

    @Override
    public List<String> classes() {
        return content.classes();
    }

    @Override
    public List<ClassArea> objects(int index, Extent size) throws IOException {
        CocoReader.Picture picture = content.pictures().get(index);
        if (!picture.size().equals(size)) {
            throw new IOException(file + ": " + picture.file() + " should have "
                    + picture.size().width() + "x"
                    + picture.size().height() + " pixels, but has " + size.width() + "x" + size.height()
                    + "; do not resize pictures of a data set");
        }
        return LabelledBox.areas(content.boxes().getOrDefault(picture.id(), List.of()), size, content.classes());
    }
}
