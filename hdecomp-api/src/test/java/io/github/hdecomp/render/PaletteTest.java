package io.github.hdecomp.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PaletteTest {
    private static final int PARTS = 20;

    static Palette[] sequential() {
        return new Palette[] {Palette.INFERNO, Palette.VIRIDIS, Palette.CIVIDIS};
    }

    static Palette[] all() {
        return new Palette[] {Palette.INFERNO, Palette.VIRIDIS, Palette.CIVIDIS, Palette.BLUE_RED};
    }

    /** Known values of CIELAB (D65): white, black, and sRGB's red and blue. */
    @Test
    void lab() {
        assertThat(Lab.of(0xffffff).l()).isCloseTo(100, within(0.01));
        assertThat(Lab.of(0xffffff).a()).isCloseTo(0, within(0.02));
        assertThat(Lab.of(0x000000)).isEqualTo(new Lab(0, 0, 0));
        assertThat(Lab.of(0xff0000).distance(new Lab(53.24, 80.09, 67.20))).isLessThan(0.05);
        assertThat(Lab.of(0x0000ff).distance(new Lab(32.30, 79.19, -107.86))).isLessThan(0.05);
        for (int rgb : new int[] {0x000000, 0xffffff, 0x123456, 0xfedcba, 0x00ff00, 0x804020}) {
            assertThat(Lab.of(rgb).rgb()).isEqualTo(rgb);
        }
    }

    /** More is lighter, to the last step: such a palette survives a black-and-white printer. */
    @ParameterizedTest
    @MethodSource("sequential")
    void lightnessRises(Palette palette) {
        double[] lightness = lightness(palette, Vision.NORMAL);
        for (int i = 1; i <= PARTS; i++) {
            assertThat(lightness[i]).as("%s at %d", palette, i).isGreaterThan(lightness[i - 1] + 0.5);
        }
        assertThat(lightness[PARTS] - lightness[0]).isGreaterThan(75);
    }

    @Test
    void theDivergingPaletteIsLightestAtItsMiddle_andEquallyDarkAtItsEnds() {
        double[] lightness = lightness(Palette.BLUE_RED, Vision.NORMAL);
        for (int i = 1; i <= PARTS / 2; i++) {
            assertThat(lightness[i]).isGreaterThan(lightness[i - 1] + 0.5);
            assertThat(lightness[PARTS - i]).isGreaterThan(lightness[PARTS - i + 1] + 0.5);
        }
        for (int i = 0; i <= PARTS / 2; i++) {
            assertThat(lightness[i]).as("at %d", i).isCloseTo(lightness[PARTS - i], within(5.0));
        }
        Lab middle = Lab.of(Palette.BLUE_RED.colour(0.5));
        assertThat(Math.hypot(middle.a(), middle.b())).isLessThan(3);
    }

    /** Equal steps of value are equal steps of appearance. */
    @ParameterizedTest
    @MethodSource("all")
    void stepsAreEqual(Palette palette) {
        double[] steps = IntStream.range(0, PARTS)
                .mapToDouble(i -> Lab.of(palette.colour(i / (double) PARTS))
                        .distance(Lab.of(palette.colour((i + 1) / (double) PARTS))))
                .toArray();
        double mean = IntStream.range(0, palette.isDiverging() ? PARTS / 2 : PARTS)
                .mapToDouble(i -> steps[i])
                .average()
                .orElseThrow();
        for (int i = 0; i < (palette.isDiverging() ? PARTS / 2 : PARTS); i++) {
            assertThat(steps[i]).as("%s, step %d", palette, i).isCloseTo(mean, within(0.2 * mean));
        }
    }

    /** To those who lack one kind of cone, more still looks lighter, and positive unlike negative. */
    @ParameterizedTest
    @MethodSource("sequential")
    void colourBlindReaders(Palette palette) {
        for (Vision vision : Vision.values()) {
            double[] lightness = lightness(palette, vision);
            for (int i = 1; i <= PARTS; i++) {
                assertThat(lightness[i]).as("%s, %s at %d", palette, vision, i).isGreaterThan(lightness[i - 1]);
            }
        }
    }

    @Test
    void colourBlindReaders_signs() {
        for (Vision vision : Vision.values()) {
            for (double strength : new double[] {0.2, 0.5, 1}) {
                Lab negative = Lab.of(vision.seen(Palette.BLUE_RED.colour(0.5 - strength / 2)));
                Lab positive = Lab.of(vision.seen(Palette.BLUE_RED.colour(0.5 + strength / 2)));
                assertThat(negative.distance(positive))
                        .as("%s at %s", vision, strength)
                        .isGreaterThan(40 * strength);
            }
        }
    }

    @Test
    void whatIsHighIsHot() {
        for (Palette palette : all()) {
            int top = palette.colour(1);
            assertThat(top >> 16 & 0xff).as(palette.name()).isGreaterThan(top & 0xff);
        }
    }

    @Test
    void valuesBeyondTheEnds() {
        assertThat(Palette.INFERNO.colour(-3))
                .isEqualTo(Palette.INFERNO.colour(0))
                .isEqualTo(0x000004);
        assertThat(Palette.INFERNO.colour(7))
                .isEqualTo(Palette.INFERNO.colour(1))
                .isEqualTo(0xfcffa4);
        assertThat(Palette.INFERNO.colour(Double.NaN)).isEqualTo(0x000004);
        Scale flat = new Scale(0, 0);
        assertThat(Palette.INFERNO.colour(flat, 0)).isEqualTo(0x000004);
        assertThat(Palette.BLUE_RED.colour(flat, 0)).isEqualTo(Palette.BLUE_RED.colour(0.5));
        assertThat(Palette.BLUE_RED.colour(new Scale(-2, 2), 0)).isEqualTo(Palette.BLUE_RED.colour(0.5));
    }

    private static double[] lightness(Palette palette, Vision vision) {
        return IntStream.rangeClosed(0, PARTS)
                .mapToDouble(i ->
                        Lab.of(vision.seen(palette.colour(i / (double) PARTS))).l())
                .toArray();
    }

    /** Colours as eyes with or without one kind of cone see them (Machado, Oliveira and Fernandes 2009, severity 1). */
    private record Vision(String name, List<Double> matrix) {
        static final Vision NORMAL = new Vision("normal", List.of(1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0));

        static List<Vision> values() {
            return List.of(
                    NORMAL,
                    new Vision(
                            "protanopia",
                            List.of(
                                    0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116,
                                    1.051998)),
                    new Vision(
                            "deuteranopia",
                            List.of(
                                    0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940,
                                    0.968881)),
                    new Vision(
                            "tritanopia",
                            List.of(
                                    1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367,
                                    0.303900)));
        }

        int seen(int rgb) {
            double[] light = new double[3];
            for (int i = 0; i < 3; i++) {
                double v = (rgb >> (16 - 8 * i) & 0xff) / 255.0;
                light[i] = v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
            }
            int seen = 0;
            for (int i = 0; i < 3; i++) {
                double v = 0;
                for (int j = 0; j < 3; j++) {
                    v += matrix.get(3 * i + j) * light[j];
                }
                double bounded = Math.min(Math.max(v, 0), 1);
                double encoded = bounded <= 0.0031308 ? 12.92 * bounded : 1.055 * Math.pow(bounded, 1 / 2.4) - 0.055;
                seen |= (int) Math.round(255 * encoded) << (16 - 8 * i);
            }
            return seen;
        }
    }
}
