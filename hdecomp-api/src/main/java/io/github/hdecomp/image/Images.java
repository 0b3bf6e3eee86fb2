package io.github.hdecomp.image;

import io.github.hdecomp.text.FileErrors;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Reads pictures, or says precisely why not. */
public final class Images {
    /** The largest picture that is read: its size is looked at before any memory is taken for it. */
    public static final int MOST_PIXELS = 64_000_000;

    private Images() {}

    /**
     * Reads a picture file: PNG, JPEG, GIF, BMP, and what else ImageIO has readers for. CMYK JPEGs need the artifact
     * {@code com.twelvemonkeys.imageio:imageio-jpeg} on the class path.
     *
     * @param file the file
     * @return the picture as it is in the file; an EXIF rotation is not applied
     * @throws IOException if there is no such file, it may not be read, is no picture, is damaged or cut off, or has more
     *     than {@link #MOST_PIXELS} pixels
     */
    public static BufferedImage read(Path file) throws IOException {
        FileErrors.checkReadable(file, "file");
        try (ImageInputStream stream = new FileImageInputStream(file.toFile())) {
            return read(stream, file.toString(), MOST_PIXELS);
        }
    }

    /**
     * Reads a picture from a stream.
     *
     * @param stream the bytes of a picture file; not closed
     * @param name what to call it in messages
     * @return the picture
     * @throws IOException as for files
     */
    public static BufferedImage read(InputStream stream, String name) throws IOException {
        return read(stream, name, MOST_PIXELS);
    }

    /**
     * Reads a picture from a stream, and smaller ones only.
     *
     * @param stream the bytes of a picture file; not closed
     * @param name what to call it in messages
     * @param mostPixels the largest picture that is read, at most {@link #MOST_PIXELS}
     * @return the picture
     * @throws IOException as for files
     */
    public static BufferedImage read(InputStream stream, String name, int mostPixels) throws IOException {
        try (ImageInputStream cached = new MemoryCacheImageInputStream(stream)) {
            return read(cached, name, Math.min(mostPixels, MOST_PIXELS));
        }
    }

    private static BufferedImage read(ImageInputStream stream, String name, int mostPixels) throws IOException {
        Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
        if (!readers.hasNext()) {
            throw new IOException(
                    name + ": not a picture in a format that is read here (PNG, JPEG, GIF, BMP); convert it to PNG");
        }
        ImageReader reader = readers.next();
        try {
            reader.setInput(stream, true, true);
            checkPixels(name, reader.getHeight(0), reader.getWidth(0), mostPixels);
            List<String> warnings = new ArrayList<>();
            reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
            BufferedImage image = reader.read(0);
            if (image == null) {
                throw new IOException(name + ": the file holds no picture");
            }
            checkWhole(name, warnings);
            return image;
        } catch (IOException | RuntimeException broken) {
            throw explained(broken, name, reader);
        } finally {
            reader.dispose();
        }
    }

    /** What is missing of a JPEG that was cut off is filled with grey, which only a warning tells. */
    private static void checkWhole(String name, List<String> warnings) throws IOException {
        for (String warning : warnings) {
            if (warning.contains("Truncated File") || warning.contains("premature end")) {
                throw new IOException(name + ": the file ends before the picture does (" + warning + "); get it again");
            }
        }
    }

    private static IOException explained(Exception broken, String name, ImageReader reader) {
        String message = String.valueOf(broken.getMessage());
        if (message.startsWith(name)) {
            return new IOException(message, broken);
        }
        if (message.contains("Unsupported Image Type")) {
            return new IOException(
                    name + ": a JPEG in a colour space that the JDK cannot read (CMYK); add the artifact"
                            + " com.twelvemonkeys.imageio:imageio-jpeg or convert the picture to RGB",
                    broken);
        }
        String format = reader.getOriginatingProvider() == null
                ? "picture"
                : reader.getOriginatingProvider().getFormatNames()[0];
        String reason = broken instanceof EOFException ? "it ends before the picture does" : message;
        return new IOException(name + ": a damaged " + format + " file (" + reason + ")", broken);
    }

    static void checkPixels(String name, int height, int width) {
        checkPixels(name, height, width, MOST_PIXELS);
    }

    private static void checkPixels(String name, int height, int width, int most) {
        if ((long) height * width > most) {
            throw new IllegalArgumentException(name + ": " + width + "x" + height + " pixels, at most " + most
                    + " are read; shrink the picture first");
        }
    }

    /**
     * The colours of a picture as 8-bit samples. Alpha is dropped, deeper samples keep their upper 8 bits, and embedded
     * colour profiles are not applied: the conventions under which ImageNet networks are trained.
     *
     * @param image any picture
     * @return (height, width, 3) red, green, blue
     */
    static byte[] rgbSamples(BufferedImage image) {
        ColorModel colours = image.getColorModel();
        int type = colours.getColorSpace().getType();
        int transfer = colours.getTransferType();
        boolean plain = colours instanceof ComponentColorModel
                && !colours.isAlphaPremultiplied()
                && (transfer == DataBuffer.TYPE_BYTE || transfer == DataBuffer.TYPE_USHORT);
        if (plain && (type == ColorSpace.TYPE_GRAY || type == ColorSpace.TYPE_RGB)) {
            return bands(image.getRaster(), colours, type == ColorSpace.TYPE_GRAY);
        }
        return converted(image);
    }

    /** Reads the raster itself: the JDK's conversion of grey would apply a gamma curve that no network has seen. */
    private static byte[] bands(Raster raster, ColorModel colours, boolean grey) {
        int width = raster.getWidth();
        int height = raster.getHeight();
        byte[] samples = new byte[height * width * 3];
        int[] row = new int[width];
        for (int band = 0; band < 3; band++) {
            int source = grey ? 0 : band;
            int bits = colours.getComponentSize(source);
            for (int y = 0; y < height; y++) {
                raster.getSamples(raster.getMinX(), raster.getMinY() + y, width, 1, source, row);
                for (int x = 0; x < width; x++) {
                    samples[(y * width + x) * 3 + band] = (byte) eightBits(row[x], bits);
                }
            }
        }
        return samples;
    }

    private static int eightBits(int sample, int bits) {
        return bits >= 8 ? sample >> (bits - 8) : sample * 255 / ((1 << bits) - 1);
    }

    private static byte[] converted(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        byte[] samples = new byte[height * width * 3];
        int[] row = new int[width];
        for (int y = 0, at = 0; y < height; y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (int x = 0; x < width; x++) {
                samples[at++] = (byte) (row[x] >> 16);
                samples[at++] = (byte) (row[x] >> 8);
                samples[at++] = (byte) row[x];
            }
        }
        return samples;
    }

    /**
     * The luminance of every pixel, in place of each of its colours: Pillow's conversion to {@code L}.
     *
     * @param rgb (height, width, 3)
     * @return (height, width, 3), the three equal
     */
    static byte[] luminance(byte[] rgb) {
        byte[] grey = new byte[rgb.length];
        for (int i = 0; i < rgb.length; i += 3) {
            int weighted = (rgb[i] & 0xff) * 19595 + (rgb[i + 1] & 0xff) * 38470 + (rgb[i + 2] & 0xff) * 7471;
            byte sample = (byte) ((weighted + 0x8000) >> 16);
            grey[i] = sample;
            grey[i + 1] = sample;
            grey[i + 2] = sample;
        }
        return grey;
    }
}
