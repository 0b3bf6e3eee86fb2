package io.github.hdecomp.data;

import io.github.hdecomp.image.Images;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * The pictures of a folder. If it has sub-folders with pictures, each is a class, named by the folder and, unless names are
 * given, numbered in the order of folders' names. Otherwise pictures lie in the folder itself and have a class if they begin
 * with the WordNet id of a name that is given.
 *
 * <p>Pictures are ordered by folder and name. Files are pictures by the ending of their name: png, jpg, jpeg, gif, bmp. Hidden
 * files and folders are left alone.
 */
public final class ImageFolder implements ImageSet {
    private static final List<String> ENDINGS = List.of(".png", ".jpg", ".jpeg", ".gif", ".bmp");

    private final Path folder;
    private final List<String> classes;
    private final List<ImageEntry> entries = new ArrayList<>();

    private ImageFolder(Path folder, List<String> classes) {
        this.folder = folder;
        this.classes = List.copyOf(classes);
    }

    /**
     * The pictures of a folder.
     *
     * @param folder the folder
     * @param names the names of the classes; none to number class folders in the order of their names
     * @return the set
     * @throws IOException if the folder cannot be listed or holds no pictures
     * @throws IllegalArgumentException if a class folder has a name that is not given; names the nearest
     */
    public static ImageFolder open(Path folder, ClassNames names) throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new NotDirectoryException(folder.toString());
        }
        List<Path> classFolders = new ArrayList<>();
        for (Path entry : listed(folder)) {
            if (Files.isDirectory(entry) && !pictures(entry).isEmpty()) {
                classFolders.add(entry);
            }
        }
        List<String> folderNames =
                classFolders.stream().map(ImageFolder::nameOf).toList();
        ImageFolder set = new ImageFolder(folder, names.isEmpty() ? folderNames : names.names());
        for (int i = 0; i < classFolders.size(); i++) {
            OptionalInt label = names.isEmpty() ? OptionalInt.of(i) : names.find(folderNames.get(i));
            if (label.isEmpty()) {
                throw new IllegalArgumentException(classFolders.get(i) + ": " + names.unknown(folderNames.get(i)));
            }
            set.add(classFolders.get(i), folderNames.get(i) + "/", label);
        }
        if (classFolders.isEmpty()) {
            for (Path picture : pictures(folder)) {
                set.entries.add(new ImageEntry(nameOf(picture), names.ofFile(nameOf(picture))));
            }
        }
        if (set.entries.isEmpty()) {
            throw new IOException(folder + ": no pictures lie there or in its folders, expected files ending in "
                    + String.join(", ", ENDINGS));
        }
        return set;
    }

    private void add(Path classFolder, String prefix, OptionalInt label) throws IOException {
        for (Path picture : pictures(classFolder)) {
            entries.add(new ImageEntry(prefix + nameOf(picture), label));
        }
    }

    private static List<Path> pictures(Path folder) throws IOException {
        return listed(folder).stream()
                .filter(file -> ENDINGS.stream().anyMatch(nameOf(file).toLowerCase(Locale.ROOT)::endsWith))
                .filter(Files::isRegularFile)
                .toList();
    }

    private static List<Path> listed(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> !nameOf(entry).startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    private static String nameOf(Path file) {
        return String.valueOf(file.getFileName());
    }

    /**
     * The names of the classes.
     *
     * @return those given, or the names of the class folders; empty if there are neither
     */
    public List<String> classes() {
        return classes;
    }

    @Override
    public String name() {
        return folder.toString();
    }

    @Override
    public int size() {
        return entries.size();
    }

    @Override
    public ImageEntry entry(int index) {
        return entries.get(index);
    }

    @Override
    public BufferedImage read(int index) throws IOException {
        return Images.read(folder.resolve(entries.get(index).name()));
    }
}
