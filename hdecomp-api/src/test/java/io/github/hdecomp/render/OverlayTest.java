package io.github.hdecomp.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import io.github.hdecomp.text.Numerals;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Heat maps, overlays, boxes and legends. */
class OverlayTest {
    private static final Tensor RISING = Tensor.of(Shape.of(1, 4), 0, 1, 2, 4);

    @Test
    void heatMap_coloursOfItsScale() {
        BufferedImage drawn = new HeatMap(Palette.VIRIDIS, new Scale(0, 2)).draw(RISING, 1, 4);
        assertThat(pixels(drawn)).containsExactly(0xff440154, opaque(0.5), opaque(1), opaque(1));
    }

    private static int opaque(double fraction) {
        return 0xff000000 | Palette.VIRIDIS.colour(fraction);
    }

    /** Nothing is normalised behind the caller's back: half the values look different on the same scale, alike on half of it. */
    @Test
    void heatMap_scaleIsTheCallers() {
        Tensor half = Tensor.of(Shape.of(1, 4), 0, 0.5f, 1, 2);
        BufferedImage drawn = new HeatMap(Palette.INFERNO, new Scale(0, 4)).draw(RISING, 8, 32);
        assertThat(pixels(new HeatMap(Palette.INFERNO, new Scale(0, 4)).draw(half, 8, 32)))
                .isNotEqualTo(pixels(drawn));
        assertThat(pixels(new HeatMap(Palette.INFERNO, new Scale(0, 2)).draw(half, 8, 32)))
                .isEqualTo(pixels(drawn));
    }

    @Test
    void heatMap_severalChannels() {
        assertThatThrownBy(() ->
                        new HeatMap(Palette.INFERNO, new Scale(0, 1)).draw(Tensor.of(Shape.of(2, 1, 1), 1, 2), 4, 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(2, 1, 1), expected (h, w) or (1, h, w)");
    }

    @Test
    void overlay_showsThePictureWhereThereIsNothing() {
        BufferedImage picture = picture(40, 30);
        int[] before = pixels(picture);
        Tensor spot = Tensor.of(Shape.of(1, 2), 0, 1);
        int[] drawn = pixels(new Overlay(Palette.INFERNO, new Scale(0, 1)).draw(picture, spot));
        assertThat(pixels(picture)).isEqualTo(before);
        assertThat(drawn[0] & 0xffffff).isEqualTo(Overlay.quiet(before[0] & 0xffffff));
        int hot = drawn[39];
        assertThat(hot >> 16 & 0xff).isGreaterThan(180);
    }

    @Test
    void overlay_ofSignedValuesShowsThePictureAtZero() {
        BufferedImage picture = picture(40, 30);
        Tensor signs = Tensor.of(Shape.of(1, 3), -1, 0, 1);
        int[] drawn = pixels(new Overlay(Palette.BLUE_RED, Scale.signed(signs)).draw(picture, signs));
        assertThat(drawn[0] & 0xff).isGreaterThan(drawn[0] >> 16 & 0xff);
        assertThat(drawn[39] >> 16 & 0xff).isGreaterThan(drawn[39] & 0xff);
        Tensor none = Tensor.of(Shape.of(1, 1), 0);
        int[] quiet = pixels(new Overlay(Palette.BLUE_RED, Scale.signed(none)).draw(picture, none));
        assertThat(quiet[0] & 0xffffff).isEqualTo(Overlay.quiet(pixels(picture)[0] & 0xffffff));
    }

    @Test
    void scales() {
        Tensor low = Tensor.of(Shape.of(2), -5, 1);
        Tensor high = Tensor.of(Shape.of(2), 3, 2);
        assertThat(Scale.positive(low, high)).isEqualTo(new Scale(0, 3));
        assertThat(Scale.positive(Tensor.of(Shape.of(1), -5))).isEqualTo(new Scale(0, 0));
        assertThat(Scale.signed(low, high)).isEqualTo(new Scale(-5, 5));
        assertThat(new Scale(2, 4).fraction(3)).isEqualTo(0.5);
        assertThat(new Scale(2, 2).fraction(3)).isZero();
        assertThatThrownBy(() -> new Scale(1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Scale(0, Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    /** The box lies on the border of its region, scaled with the picture, and leaves everything else alone. */
    @Test
    void fieldBox() {
        BufferedImage picture = picture(200, 100);
        int[] before = pixels(picture);
        FieldBox.draw(picture, new Region(10, 20, 20, 40), 50, 100);
        int[] after = pixels(picture);
        for (int y = 0; y < 100; y++) {
            for (int x = 0; x < 200; x++) {
                boolean outside = x < 40 || x >= 120 || y < 20 || y >= 60;
                boolean inside = x >= 44 && x < 116 && y >= 24 && y < 56;
                if (outside || inside) {
                    assertThat(after[y * 200 + x]).as("%d, %d", y, x).isEqualTo(before[y * 200 + x]);
                }
            }
        }
        assertThat(after[40 * 200 + 41]).isNotEqualTo(before[40 * 200 + 41]);
        FieldBox.draw(picture, new Region(-10, -10, 500, 500), 50, 100);
        assertThat(pixels(picture)[1]).isNotEqualTo(before[1]);
    }

    @Test
    void figure() {
        BufferedImage picture = picture(160, 120);
        Overlay overlay = new Overlay(Palette.INFERNO, Scale.positive(RISING));
        OverlayFigure figure = new OverlayFigure(overlay, "a very long title ".repeat(9), "A");
        BufferedImage drawn = figure.draw(picture, RISING, Optional.of(new Region(2, 2, 20, 20)));
        assertThat(drawn.getWidth()).isEqualTo(160);
        assertThat(drawn.getHeight()).isGreaterThan(120 + Legend.HEIGHT);
        assertThat(pixels(figure.draw(picture, RISING, Optional.of(new Region(2, 2, 20, 20)))))
                .isEqualTo(pixels(drawn));
        assertThat(pixels(figure.draw(picture, RISING, Optional.empty()))).isNotEqualTo(pixels(drawn));
    }

    @Test
    void legend_showsTheScale() {
        int[] drawn = pixels(new Legend(Palette.INFERNO, new Scale(0, 1), "A").draw(100));
        assertThat(pixels(new Legend(Palette.INFERNO, new Scale(0, 2), "A").draw(100)))
                .isNotEqualTo(drawn);
        assertThat(drawn[20 * 100] & 0xffffff).isEqualTo(Palette.INFERNO.colour(0));
        assertThat(drawn[20 * 100 + 99] & 0xffffff).isEqualTo(Palette.INFERNO.colour(1));
        assertThatThrownBy(() -> new Legend(Palette.INFERNO, new Scale(0, 1), "A").draw(10))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void numerals() {
        assertThat(Arrays.stream(new double[] {0, 12.345, -0.0031678, 4.2e-7, 1234567, 100, 1.2e-300, -0.5})
                        .mapToObj(Numerals::plain))
                .containsExactly("0", "12.3", "-0.00317", "4.2e-7", "1.23e6", "100", "1.2e-300", "-0.5");
    }

    private static BufferedImage picture(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, (x * 7 & 0xff) << 16 | (y * 5 & 0xff) << 8 | 90);
            }
        }
        return image;
    }

    private static int[] pixels(BufferedImage image) {
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }
}
