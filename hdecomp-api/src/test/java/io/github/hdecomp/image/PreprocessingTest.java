package io.github.hdecomp.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hdecomp.tensor.Extent;
import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreprocessingTest {

    /** Red counts columns, green rows, so that a crop tells where it was taken. */
    private static BufferedImage ramp(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, x << 16 | y << 8);
            }
        }
        return image;
    }

    private static Preprocessing crop(int shorterSide, int size) {
        Resize resize =
                shorterSide == 0 ? new Resize.None() : new Resize.ShorterSide(shorterSide, Interpolation.BILINEAR);
        return unit(resize, size, ChannelOrder.RGB, List.of(1f, 1f, 1f));
    }

    private static Preprocessing unit(Resize resize, int size, ChannelOrder channels, List<Float> deviation) {
        return new Preprocessing(
                resize, size, size, channels, 255f, Collections.nCopies(channels.count(), 0f), deviation);
    }

    /** torchvision rounds half to even: 33 extra pixels start at 16, 35 at 18. */
    @ParameterizedTest
    @CsvSource({"57, 16", "59, 18", "141, 58", "142, 59", "24, 0"})
    void centreCrop_roundsHalfToEven(int side, int first) {
        Tensor input = crop(0, 24).apply(ramp(side, side));
        assertThat(input.get(0, 0, 0)).isEqualTo(first / 255f);
        assertThat(input.get(1, 0, 0)).isEqualTo(first / 255f);
    }

    @Test
    void smallPictures_arePaddedWithBlack() {
        Tensor input = crop(0, 5).apply(ramp(2, 3));
        // Two rows and three columns are missing: the upper and left half is rounded down.
        assertThat(input.get(0, 1, 2)).isEqualTo(1 / 255f);
        assertThat(input.get(0, 1, 1)).isZero();
        assertThat(input.get(1, 3, 1)).isEqualTo(2 / 255f);
        assertThat(input.get(1, 4, 1)).isZero();
    }

    @Test
    void resize_truncatesTheLongerSide() {
        // 375 by 500 becomes 256 by 341, of which the crop keeps columns 58 to 281.
        Tensor input = crop(256, 224).apply(new BufferedImage(500, 375, BufferedImage.TYPE_INT_RGB));
        assertThat(input.shape()).isEqualTo(Shape.of(3, 224, 224));
    }

    @Test
    void imageNet_normalizesInFloat32() {
        BufferedImage image = new BufferedImage(224, 224, BufferedImage.TYPE_INT_RGB);
        image.setRGB(3, 2, 0xff8001);
        Tensor input = Preprocessing.imageNet().normalize(image);
        assertThat(input.get(0, 2, 3)).isEqualTo((1f - 0.485f) / 0.229f);
        assertThat(input.get(1, 2, 3)).isEqualTo((128 / 255f - 0.456f) / 0.224f);
        assertThat(input.get(2, 2, 3)).isEqualTo((1 / 255f - 0.406f) / 0.225f);
        assertThat(input.get(2, 0, 0)).isEqualTo((0f - 0.406f) / 0.225f);
    }

    @Test
    void withoutResize_isNormalize() {
        BufferedImage image = ramp(224, 224);
        Preprocessing preprocessing = Preprocessing.imageNet();
        assertThat(preprocessing.withoutResize().apply(image)).isEqualTo(preprocessing.normalize(image));
        assertThat(preprocessing.withoutResize()).isNotEqualTo(preprocessing);
    }

    @Test
    void normalize_wantsTheSizeOfTheInput() {
        assertThatThrownBy(() -> Preprocessing.imageNet().normalize(ramp(1, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("picture: it is 1x1 pixels, but an input without resizing has to be 224x224;"
                        + " let it be resized, or scale it first");
    }

    @Test
    void onePixel_isEnlarged() {
        Tensor input = Preprocessing.imageNet().apply(ramp(1, 1));
        assertThat(input.get(0, 100, 100)).isEqualTo((0f - 0.485f) / 0.229f);
    }

    @Test
    void aSliver_isRefusedBeforeItIsEnlarged() {
        assertThatThrownBy(() -> Preprocessing.imageNet().apply(ramp(5000, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1280000x256 pixels");
    }

    @Test
    void withSize_keepsTheProportionOfResizeAndCrop() {
        assertThat(Preprocessing.imageNet().withSize(448, 448).resize())
                .isEqualTo(new Resize.ShorterSide(512, Interpolation.BILINEAR));
        assertThat(Preprocessing.unit(32, 48).withSize(64, 96)).isEqualTo(Preprocessing.unit(64, 96));
    }

    /** Red 10, green 20, blue 30, of a picture that keeps no proportion. */
    @Test
    void caffe_isBlueGreenRedLessTheMean_squashed() {
        BufferedImage image = new BufferedImage(50, 9, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 450; i++) {
            image.setRGB(i % 50, i / 50, 0x0a141e);
        }
        Tensor input = Preprocessing.caffe(Interpolation.NEAREST, 4, 6).apply(image);
        assertThat(input.shape()).isEqualTo(Shape.of(3, 4, 6));
        assertThat(input.get(0, 3, 5)).isEqualTo(30 - 103.939f);
        assertThat(input.get(1, 0, 0)).isEqualTo(20 - 116.779f);
        assertThat(input.get(2, 2, 2)).isEqualTo(10 - 123.68f);
    }

    @Test
    void symmetric_goesFromMinusOneToOne() {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_RGB);
        image.setRGB(1, 0, 0xffffff);
        Tensor input = Preprocessing.symmetric(Interpolation.NEAREST, 1, 2).apply(image);
        assertThat(input.toArray()).containsExactly(-1, 1, -1, 1, -1, 1);
    }

    /** Pillow: Image.new("RGB", (1, 1), (200, 100, 50)).convert("L") is 124. */
    @Test
    void grey_isOneChannelOfLuminance() {
        BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, 0xc86432);
        Tensor input = Preprocessing.unit(ChannelOrder.GREY, 1, 1).apply(image);
        assertThat(input.shape()).isEqualTo(Shape.of(1, 1, 1));
        assertThat(input.get(0)).isEqualTo(124 / 255f);
    }

    @Test
    void ranges() {
        Resize none = new Resize.None();
        assertThatThrownBy(() -> unit(none, 4, ChannelOrder.RGB, List.of(1f)))
                .hasMessageContaining("expected 3 numbers each for RGB");
        assertThatThrownBy(() -> unit(none, 4, ChannelOrder.GREY, List.of(-0f)))
                .hasMessageContaining("expected 1 numbers each for GREY and no deviation of 0");
        assertThatThrownBy(() -> unit(none, 0, ChannelOrder.RGB, List.of(1f, 1f, 1f)))
                .hasMessageContaining("expected at least one pixel");
        assertThatThrownBy(() -> new Resize.ShorterSide(0, Interpolation.BICUBIC))
                .hasMessageContaining("a shorter side of 0 pixels");
        assertThatThrownBy(() -> new Preprocessing(none, 1, 1, ChannelOrder.GREY, Float.NaN, List.of(0f), List.of(1f)))
                .hasMessageContaining("divisor NaN");
    }

    /** Of 500 by 375 pixels, shrunk to 341 by 256, the middle 224 by 224 are seen. */
    @Test
    void view_byHand() {
        assertThat(Preprocessing.imageNet().view(new Extent(375, 500))).isEqualTo(new Region(23, 85, 329, 328));
        assertThat(Preprocessing.imageNet().withoutResize().view(new Extent(224, 224)))
                .isEqualTo(new Region(0, 0, 224, 224));
        assertThat(Preprocessing.caffe(Interpolation.BILINEAR, 224, 224).view(new Extent(30, 90)))
                .isEqualTo(new Region(0, 0, 30, 90));
        assertThat(Preprocessing.imageNet().withoutResize().view(new Extent(220, 300)))
                .isEqualTo(new Region(-2, 38, 224, 224));
    }
}
