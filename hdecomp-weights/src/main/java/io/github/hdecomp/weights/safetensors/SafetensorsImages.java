package io.github.hdecomp.weights.safetensors;

import io.github.hdecomp.data.ImageEntry;
import io.github.hdecomp.data.ImageSet;
import io.github.hdecomp.image.Images;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.text.FileErrors;
import io.github.hdecomp.weights.storage.ElementType;
import io.github.hdecomp.weights.storage.FileTensor;
import io.github.hdecomp.weights.storage.SourceFile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The pictures of a safetensors file: a tensor {@code images} of type U8 and shape (N, H, W, C), with one grey or three
 * red, green, blue samples, and if classes are known a tensor {@code labels} of type I64 and shape (N). A picture's name is
 * its number.
 */
public final class SafetensorsImages implements ImageSet {
    private final Path file;
    private final long position;
    private final int height;
    private final int width;
    private final int samples;
    private final List<ImageEntry> entries;

    private SafetensorsImages(Path file, long position, Shape images, List<ImageEntry> entries) {
        this.file = file;
        this.position = position;
        this.height = images.extent(1);
        this.width = images.extent(2);
        this.samples = images.extent(3);
        this.entries = List.copyOf(entries);
    }

    /**
     * The pictures of a file.
     *
     * @param path the file
     * @return the set, for which the file is opened anew at every picture
     * @throws IOException if the file cannot be read, is malformed or does not hold pictures
     */
    public static SafetensorsImages open(Path path) throws IOException {
        FileErrors.checkReadable(path, "file of pictures");
        try (SourceFile file = SourceFile.open(path)) {
            Map<String, FileTensor> tensors = SafetensorsReader.tensors(file);
            FileTensor images = tensors.get("images");
            if (images == null || images.storage().type() != ElementType.U8 || !arePictures(images.shape())) {
                throw file.malformed(
                        0,
                        "expected a tensor images of type U8 and shape (N, H, W, 3) or (N, H, W, 1) with at most "
                                + Images.MOST_PIXELS + " pixels each, got "
                                + (images == null
                                        ? "tensors " + tensors.keySet()
                                        : images.storage().type() + " of shape " + images.shape()));
            }
            return new SafetensorsImages(
                    path, images.storage().position(), images.shape(), entries(file, images, tensors.get("labels")));
        }
    }

    private static boolean arePictures(Shape shape) {
        return shape.rank() == 4
                && shape.size() > 0
                && (shape.extent(3) == 1 || shape.extent(3) == 3)
                && (long) shape.extent(1) * shape.extent(2) <= Images.MOST_PIXELS;
    }

    private static List<ImageEntry> entries(SourceFile file, FileTensor images, @Nullable FileTensor labels)
            throws IOException {
        int count = images.shape().extent(0);
        float[] classes = new float[labels == null ? 0 : count];
        if (labels != null) {
            if (labels.storage().type() != ElementType.I64 || !labels.shape().equals(Shape.of(count))) {
                throw file.malformed(
                        labels.storage().position(),
                        "labels are " + labels.storage().type() + " of shape " + labels.shape() + ", expected I64 of ("
                                + count + ") as there are pictures");
            }
            labels.read(0, classes, 0, count);
        }
        List<ImageEntry> entries = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            boolean known = labels != null && classes[i] >= 0;
            entries.add(new ImageEntry(
                    Integer.toString(i), known ? OptionalInt.of((int) classes[i]) : OptionalInt.empty()));
        }
        return entries;
    }

    @Override
    public String name() {
        return file.toString();
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
        int length = height * width * samples;
        byte[] bytes;
        try (SourceFile source = SourceFile.open(file)) {
            bytes = source.bytes(position + (long) index * length, length);
        }
        BufferedImage image = new BufferedImage(
                width, height, samples == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR);
        int[] pixels = new int[length];
        for (int i = 0; i < length; i++) {
            pixels[i] = bytes[i] & 0xff;
        }
        image.getRaster().setPixels(0, 0, width, height, pixels);
        return image;
    }
}
