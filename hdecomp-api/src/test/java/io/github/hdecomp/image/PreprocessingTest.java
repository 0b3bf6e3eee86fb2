package io.github.hdecomp.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.awt.image.BufferedImage;
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
        return new Preprocessing(shorterSide, size, size, List.of(0f, 0f, 0f), List.of(1f, 1f, 1f));
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
        assertThat(Preprocessing.imageNet().withSize(448, 448).shorterSide()).isEqualTo(512);
        assertThat(Preprocessing.unit(32, 48).withSize(64, 96)).isEqualTo(Preprocessing.unit(64, 96));
    }

    @Test
    void ranges() {
        assertThatThrownBy(() -> new Preprocessing(0, 4, 4, List.of(0f), List.of(1f, 1f, 1f)))
                .hasMessageContaining("expected three numbers each");
        assertThatThrownBy(() -> new Preprocessing(0, 0, 4, List.of(0f, 0f, 0f), List.of(1f, 1f, 1f)))
                .hasMessageContaining("at least 1");
    }
}
