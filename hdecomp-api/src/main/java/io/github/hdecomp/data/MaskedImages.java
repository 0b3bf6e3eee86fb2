package io.github.hdecomp.data;

import io.github.hdecomp.image.Images;
import io.github.hdecomp.map.Mask;
import io.github.hdecomp.tensor.Extent;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;

/**
 * Pictures of one object each, with its exact outline: beside a set of pictures with classes lies a folder of label maps, which
 * have the pictures' names, ending in {@code .png}. A label map is a picture of the same size with one sample, or one index into
 * a palette, per pixel: 0 is background, 255 is nobody's, everything else is the object.
 *
 * @param images the pictures, each of which has a class
 * @param masks the folder of label maps
 * @param classes the names of the classes
 */
public record MaskedImages(ImageSet images, Path masks, List<String> classes) implements ObjectSet {
    private static final int NOBODY = 255;

    /**
     * Keeps a copy of the names.
     *
     * @param images see above
     * @param masks see above
     * @param classes see above
     */
    public MaskedImages {
        classes = List.copyOf(classes);
    }

    @Override
    public String name() {
        return images.name();
    }

    @Override
    public int size() {
        return images.size();
    }

    @Override
    public ImageEntry entry(int index) {
        return images.entry(index);
    }

    @Override
    public BufferedImage read(int index) throws IOException {
        return images.read(index);
    }

    @Override
    public List<ClassArea> objects(int index, Extent size) throws IOException {
        String picture = entry(index).name();
        OptionalInt classId = entry(index).label();
        if (classId.isEmpty()) {
            throw new IOException(picture + ": its class is not known, so that its mask is of nothing");
        }
        int point = picture.lastIndexOf('.');
        Path file = masks.resolve((point > picture.lastIndexOf('/') ? picture.substring(0, point) : picture) + ".png");
        BufferedImage labels = Images.read(file);
        if (labels.getWidth() != size.width() || labels.getHeight() != size.height()) {
            throw new IOException(file + ": " + labels.getWidth() + "x" + labels.getHeight()
                    + " pixels, but the picture has " + size.width() + "x" + size.height()
                    + "; a label map has one pixel for each of the picture's");
        }
        if (labels.getRaster().getNumBands() != 1) {
            throw new IOException(file + ": it has " + labels.getRaster().getNumBands()
                    + " samples per pixel, expected a label map with one");
        }
        int id = classId.getAsInt();
        String label = id < classes.size() ? classes.get(id) : String.valueOf(id);
        return List.of(new ClassArea(id, label, mask(labels, size), false, false));
    }

    private static Mask mask(BufferedImage labels, Extent size) {
        Raster raster = labels.getRaster();
        BitSet cells = new BitSet(size.height() * size.width());
        int[] row = new int[size.width()];
        for (int y = 0; y < size.height(); y++) {
            raster.getSamples(raster.getMinX(), raster.getMinY() + y, size.width(), 1, 0, row);
            for (int x = 0; x < size.width(); x++) {
                cells.set(y * size.width() + x, row[x] != 0 && row[x] != NOBODY);
            }
        }
        return Mask.of(size, cells);
    }
}
