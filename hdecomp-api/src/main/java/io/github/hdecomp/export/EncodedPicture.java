package io.github.hdecomp.export;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Pictures as bytes of a file, and as addresses that hold them. */
final class EncodedPicture {
    private static final int LARGEST_PNG = 512 * 512;
    private static final int LARGEST_PNG_OF_SIGNALS = 24 * 24;

    private EncodedPicture() {}

    /** The picture that is explained: exactly as it is, unless that would be large. */
    static String address(BufferedImage image) throws IOException {
        return image.getWidth() * image.getHeight() <= LARGEST_PNG ? pngAddress(image) : jpegAddress(image, 0.92f);
    }

    /** A picture of a signal, which is mostly noise: as it is where it is small. */
    static String addressOfSignal(BufferedImage image) throws IOException {
        return image.getWidth() * image.getHeight() <= LARGEST_PNG_OF_SIGNALS
                ? pngAddress(image)
                : jpegAddress(image, 0.8f);
    }

    private static String pngAddress(BufferedImage image) throws IOException {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(png(image));
    }

    private static String jpegAddress(BufferedImage image, float quality) throws IOException {
        return "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(written(image, "jpeg", quality));
    }

    /** A PNG file, compressed about as much as is quickly done. */
    static byte[] png(BufferedImage image) throws IOException {
        return written(image, "png", 0.5f);
    }

    private static byte[] written(BufferedImage image, String format, float quality) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            ImageWriteParam how = writer.getDefaultWriteParam();
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            how.setCompressionQuality(quality);
            writer.write(null, new IIOImage(image, null, null), how);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
