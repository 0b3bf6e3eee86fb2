package io.github.hdecomp.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hdecomp.tensor.Extent;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against pictures that Pillow 9.4 resized: equal bit for bit. */
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
    void bilinear(String name, int width, int height) throws IOException {
        equalsPillow(name, new Extent(height, width), Interpolation.BILINEAR, "");
    }

    @ParameterizedTest
    @CsvSource({"noise, 24, 24", "noise, 106, 74", "noise, 20, 37", "noise, 7, 100", "steps, 23, 5"})
    void bicubic(String name, int width, int height) throws IOException {
        equalsPillow(name, new Extent(height, width), Interpolation.BICUBIC, "-bicubic");
    }

    @ParameterizedTest
    @CsvSource({"noise, 24, 24", "noise, 106, 74", "noise, 20, 37", "noise, 7, 100", "steps, 23, 5"})
    void nearest(String name, int width, int height) throws IOException {
        equalsPillow(name, new Extent(height, width), Interpolation.NEAREST, "-nearest");
    }

    private static void equalsPillow(String name, Extent to, Interpolation interpolation, String suffix)
            throws IOException {
        BufferedImage in = read(name + ".png");
        BufferedImage expected = read(name + "-" + to.width() + "x" + to.height() + suffix + ".png");
        Extent from = new Extent(in.getHeight(), in.getWidth());
        assertThat(Resampler.resize(Images.rgbSamples(in), from, to, interpolation))
                .isEqualTo(Images.rgbSamples(expected));
    }

    static BufferedImage read(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(ResamplerTest.class.getResourceAsStream(name))) {
            return Images.read(in, name);
        }
    }
}
