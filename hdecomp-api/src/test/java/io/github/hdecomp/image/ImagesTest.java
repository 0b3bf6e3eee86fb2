package io.github.hdecomp.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImagesTest {

    /** Row 1, column 2, as Pillow's convert("RGB") gives it. */
    @ParameterizedTest
    @CsvSource({
        "grey.png, 176, 176, 176",
        "alpha.png, 91, 125, 25",
        "grey-alpha.png, 50, 50, 50",
        "palette.png, 23, 44, 135",
        "bilevel.png, 0, 0, 0",
        "rgb16.png, 49, 252, 245",
    })
    void everyKindOfPictureBecomesRgb(String name, int red, int green, int blue) throws IOException {
        BufferedImage image = ResamplerTest.read(name);
        byte[] samples = Images.rgbSamples(image);
        int at = (image.getWidth() + 2) * 3;
        assertThat(Arrays.copyOfRange(samples, at, at + 3)).containsExactly((byte) red, (byte) green, (byte) blue);
    }

    /** Colour conversion of CMYK is a matter of taste; Pillow's gives (207, 46, 190) and (5, 250, 165) here. */
    @Test
    void cmyk_isConverted() throws IOException {
        byte[] samples = Images.rgbSamples(ResamplerTest.read("cmyk.jpg"));
        int row = 8 * 32;
        assertThat(samples[(row + 4) * 3] & 0xff).isGreaterThan((samples[(row + 4) * 3 + 1] & 0xff) + 80);
        assertThat(samples[(row + 12) * 3 + 1] & 0xff).isGreaterThan((samples[(row + 12) * 3] & 0xff) + 80);
        assertThat(samples[(row + 20) * 3] & 0xff).isGreaterThan(240);
    }

    /** Who reads strangers' pictures may read smaller ones only. */
    @Test
    void fewerPixels() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(30, 20, BufferedImage.TYPE_INT_RGB), "png", bytes);
        assertThat(Images.read(new ByteArrayInputStream(bytes.toByteArray()), "upload", 600)
                        .getWidth())
                .isEqualTo(30);
        assertThatThrownBy(() -> Images.read(new ByteArrayInputStream(bytes.toByteArray()), "upload", 599))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("30x20 pixels, at most 599 are read");
    }

    @Test
    void onePixel() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BufferedImage pixel = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
        pixel.setRGB(0, 0, 0x102030);
        ImageIO.write(pixel, "png", bytes);
        BufferedImage read = Images.read(new ByteArrayInputStream(bytes.toByteArray()), "pixel");
        assertThat(Images.rgbSamples(read)).containsExactly((byte) 0x10, (byte) 0x20, (byte) 0x30);
    }

    @Test
    void aMissingFile(@TempDir Path folder) {
        assertThatThrownBy(() -> Images.read(folder.resolve("cat.png")))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageEndingWith("cat.png: there is no such file");
        assertThatThrownBy(() -> Images.read(folder))
                .isInstanceOf(FileSystemException.class)
                .hasMessageEndingWith(": it is a folder, expected a file");
    }

    @Test
    void notAPicture(@TempDir Path folder) throws IOException {
        Path text = Files.writeString(folder.resolve("cat.png"), "meow");
        assertThatThrownBy(() -> Images.read(text))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cat.png: not a picture in a format that is read here");
        Path empty = Files.createFile(folder.resolve("empty.png"));
        assertThatThrownBy(() -> Images.read(empty)).hasMessageContaining("empty.png: not a picture");
    }

    /** A header of 1,600 megapixels in a file of 69 bytes: refused before memory is taken for it. */
    @Test
    void tooManyPixels() {
        assertThatThrownBy(() -> ResamplerTest.read("huge-claim.png"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("huge-claim.png: 40000x40000 pixels, at most 64000000 are read");
    }

    /** Whatever is cut off or overwritten: a picture or an IOException with the file's name, nothing else. */
    @Property(tries = 500)
    void damagedFiles(
            @ForAll boolean jpeg,
            @ForAll @IntRange(max = 6000) int cut,
            @ForAll @IntRange(max = 6000) int at,
            @ForAll byte value)
            throws IOException {
        byte[] bytes = resource(jpeg ? "rgb.jpg" : "noise.png");
        byte[] damaged = Arrays.copyOf(bytes, Math.min(bytes.length, cut + 1));
        if (at < damaged.length) {
            damaged[at] = value;
        }
        try {
            assertThat(Images.rgbSamples(Images.read(new ByteArrayInputStream(damaged), "damaged")))
                    .isNotEmpty();
        } catch (IOException refused) {
            assertThat(refused.getMessage()).startsWith("damaged: ");
        }
    }

    /** Wherever a file is cut off, even within its end marker: no picture is made of the rest. */
    @ParameterizedTest
    @ValueSource(strings = {"rgb.jpg", "cmyk.jpg", "progressive.jpg", "noise.png"})
    void filesThatAreCutOff(String name) throws IOException {
        byte[] bytes = name.equals("progressive.jpg") ? progressive() : resource(name);
        assertThat(Images.read(new ByteArrayInputStream(bytes), "whole").getHeight())
                .isPositive();
        // Chunks behind the samples of a PNG hold none.
        int last = name.endsWith(".png") ? bytes.length - 21 : bytes.length - 1;
        for (int length = last; length >= 0; length -= length > last - 20 ? 1 : 13) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> Images.read(new ByteArrayInputStream(cut), "cut"))
                    .as("%d of %d bytes", length, bytes.length)
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("cut: ");
        }
    }

    private static byte[] progressive() throws IOException {
        BufferedImage noise = ResamplerTest.read("noise.png");
        BufferedImage image = new BufferedImage(noise.getWidth(), noise.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
        image.setData(noise.getRaster());
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam parameters = writer.getDefaultWriteParam();
        parameters.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), parameters);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(ImagesTest.class.getResourceAsStream(name))) {
            return in.readAllBytes();
        }
    }

    @Test
    void aHeaderWithoutAPicture() {
        byte[] text = "GIF89a".getBytes(StandardCharsets.US_ASCII);
        assertThatThrownBy(() -> Images.read(new ByteArrayInputStream(text), "stub.gif"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("stub.gif: ");
    }
}
