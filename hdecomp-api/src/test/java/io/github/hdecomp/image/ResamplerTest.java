package io.github.hdecomp.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against pictures that Pillow 9.4 resized with {@code Image.BILINEAR}: equal bit for bit. */
class ResamplerTest {

    @ParameterizedTest
    @CsvSource({
        "noise, 24, 24",
        "noise, 106, 74",
        "noise, 20, 37",
        "noise, 53, 11",
        "noise, 7, 100",
        "steps, 23, 5",
    })
    void equalsPillow(String name, int width, int height) throws IOException {
        BufferedImage in = read(name + ".png");
        BufferedImage expected = read(name + "-" + width + "x" + height + ".png");
        byte[] resized = Resampler.resize(Images.rgbSamples(in), in.getHeight(), in.getWidth(), height, width);
        assertThat(resized).isEqualTo(Images.rgbSamples(expected));
    }

    static BufferedImage read(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(ResamplerTest.class.getResourceAsStream(name))) {
            return Images.read(in, name);
        }
    }
}
