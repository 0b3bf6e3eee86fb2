package io.github.hdecomp.examples.output;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;

/** A picture that says what it was made of, in the text that PNG files may carry (iTXt, Description). */
public final class DescribedPicture {
    private static final String FORMAT = "javax_imageio_png_1.0";

    private DescribedPicture() {}

    /**
     * Writes a picture as PNG, whole or not at all.
     *
     * @param file replaced if it exists
     * @param image its content
     * @param description what it was made of
     * @throws IOException if it cannot be written
     */
    public static void write(Path file, BufferedImage image, String description) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            IIOMetadata metadata = writer.getDefaultImageMetadata(
                    ImageTypeSpecifier.createFromRenderedImage(image), writer.getDefaultWriteParam());
            IIOMetadataNode entry = new IIOMetadataNode("iTXtEntry");
            entry.setAttribute("keyword", "Description");
            entry.setAttribute("compressionFlag", "FALSE");
            entry.setAttribute("compressionMethod", "0");
            entry.setAttribute("languageTag", "en");
            entry.setAttribute("translatedKeyword", "");
            entry.setAttribute("text", description);
            IIOMetadataNode texts = new IIOMetadataNode("iTXt");
            texts.appendChild(entry);
            IIOMetadataNode root = new IIOMetadataNode(FORMAT);
            root.appendChild(texts);
            metadata.mergeTree(FORMAT, root);
            writer.setOutput(out);
            writer.write(new IIOImage(image, null, metadata));
        } finally {
            writer.dispose();
        }
        WholeFile.write(file, bytes.toByteArray());
    }
}
