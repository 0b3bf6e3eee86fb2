package io.github.hdecomp.data;

import io.github.hdecomp.image.Images;
import io.github.hdecomp.text.FileErrors;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * The pictures of a list: a text file in UTF-8 with one {@code path,class} per line. Paths are relative to the list's folder
 * and may be quoted; the class is a name or a number and follows the last comma, or is left out. A first line {@code path,class},
 * blank lines, and lines that begin with {@code #} are passed over. The order is that of the list.
 */
public final class ImageList implements ImageSet {
    /** Longer lists are refused: they are no lists of pictures. */
    private static final long MOST_BYTES = 1L << 30;

    private final Path list;
    private final List<Path> files = new ArrayList<>();
    private final List<ImageEntry> entries = new ArrayList<>();

    private ImageList(Path list) {
        this.list = list;
    }

    /**
     * The pictures of a list.
     *
     * @param list the list's file
     * @param names the names of the classes; none if the list has numbers
     * @return the set; pictures that do not exist are found out when they are read
     * @throws IOException if the list cannot be read, is no text, or has no pictures
     * @throws IllegalArgumentException if a class is not known; says in which line
     */
    public static ImageList open(Path list, ClassNames names) throws IOException {
        FileErrors.checkReadable(list, "list of pictures");
        if (Files.size(list) > MOST_BYTES) {
            throw new IOException(list + ": it has " + Files.size(list) + " bytes, expected a list of at most "
                    + MOST_BYTES + "; it is no list of pictures");
        }
        ImageList set = new ImageList(list);
        try {
            List<String> lines = Files.readAllLines(list);
            for (int i = 0; i < lines.size(); i++) {
                set.add(lines.get(i).strip(), i + 1, names);
            }
        } catch (MalformedInputException binary) {
            throw new IOException(list + ": not a text file in UTF-8, expected one path,class per line", binary);
        }
        if (set.entries.isEmpty()) {
            throw new IOException(list + ": the list is empty, expected one path,class per line");
        }
        return set;
    }

    private void add(String line, int number, ClassNames names) {
        boolean heading = number == 1 && line.replace(" ", "").equalsIgnoreCase("path,class");
        if (line.isEmpty() || line.startsWith("#") || heading) {
            return;
        }
        int comma = line.endsWith("\"") ? -1 : line.lastIndexOf(',');
        String path = unquoted(comma < 0 ? line : line.substring(0, comma).strip());
        String label = comma < 0 ? "" : line.substring(comma + 1).strip();
        OptionalInt known = label.isEmpty() ? OptionalInt.empty() : names.find(label);
        if (!label.isEmpty() && known.isEmpty()) {
            throw new IllegalArgumentException(list + ": line " + number + ": " + names.unknown(label));
        }
        Path folder = Objects.requireNonNullElse(list.toAbsolutePath().getParent(), list.toAbsolutePath());
        try {
            files.add(folder.resolve(path));
        } catch (InvalidPathException impossible) {
            throw new IllegalArgumentException(
                    list + ": line " + number + ": " + path + " is no possible path", impossible);
        }
        entries.add(new ImageEntry(path, known));
    }

    private static String unquoted(String path) {
        boolean quoted = path.length() >= 2 && path.startsWith("\"") && path.endsWith("\"");
        return quoted ? path.substring(1, path.length() - 1).replace("\"\"", "\"") : path;
    }

    @Override
    public String name() {
        return list.toString();
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
        return Images.read(files.get(index));
    }
}
