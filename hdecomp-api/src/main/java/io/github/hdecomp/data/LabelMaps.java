package io.github.hdecomp.data;

import io.github.hdecomp.image.Images;
import io.github.hdecomp.tensor.Extent;
import io.github.hdecomp.text.FileErrors;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What every pixel of some pictures shows: a folder of label maps, which have the pictures' names, ending in {@code .png}. A
 * label map is a picture of the same size with one sample, or one index into a palette, per pixel. PASCAL-Context's maps are
 * such once they are saved as PNG.
 *
 * @param folder where the maps lie
 * @param names the names of labels; pixels of others are nobody's
 */
public record LabelMaps(Path folder, SortedMap<Integer, String> names) {
    private static final Pattern NUMBERED = Pattern.compile("(\\d{1,5})\\s*[:,\\s]\\s*(\\S.*)");

    /**
     * Opens a folder.
     *
     * @param folder where the maps lie
     * @param file the names: a line per label, as {@code 12: dog}, {@code 12 dog} or {@code 12,dog}; lines without a number are
     *     numbered from 0
     * @return the maps, none of which is read yet
     * @throws IOException if the names cannot be read
     */
    public static LabelMaps open(Path folder, Path file) throws IOException {
        FileErrors.checkReadable(file, "file of names of labels");
        SortedMap<Integer, String> names = new TreeMap<>();
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            Matcher numbered = NUMBERED.matcher(line);
            if (numbered.matches()) {
                names.put(Integer.parseInt(numbered.group(1)), numbered.group(2));
            } else if (!line.isEmpty()) {
                names.put(i, line);
            }
        }
        return new LabelMaps(folder, names);
    }

    /**
     * Reads the map of a picture.
     *
     * @param picture the picture's name in its set
     * @param size the picture's size
     * @return a label per pixel, row by row
     * @throws IOException if there is no such map, or it is of another size
     */
    public int[] read(String picture, Extent size) throws IOException {
        int point = picture.lastIndexOf('.');
        Path file = folder.resolve((point > picture.lastIndexOf('/') ? picture.substring(0, point) : picture) + ".png");
        BufferedImage map = Images.read(file);
        Raster raster = map.getRaster();
        if (map.getWidth() != size.width() || map.getHeight() != size.height() || raster.getNumBands() != 1) {
            throw new IOException(file + ": " + map.getWidth() + "x" + map.getHeight() + " pixels of "
                    + raster.getNumBands() + " samples, expected " + size.width() + "x" + size.height()
                    + " of one as the picture has; a label map has one label per pixel");
        }
        return raster.getSamples(raster.getMinX(), raster.getMinY(), size.width(), size.height(), 0, (int[]) null);
    }
}
