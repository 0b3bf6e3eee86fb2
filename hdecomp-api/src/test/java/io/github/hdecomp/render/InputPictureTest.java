package io.github.hdecomp.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hdecomp.image.Interpolation;
import io.github.hdecomp.image.Preprocessing;
import io.github.hdecomp.image.Resize;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class InputPictureTest {

    /** Whatever the network's convention, the colours come back to the last bit. */
    @Property(tries = 30)
    void preprocessingIsUndone(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        BufferedImage picture = new BufferedImage(13, 9, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 13 * 9; i++) {
            picture.setRGB(i % 13, i / 13, random.nextInt());
        }
        for (Preprocessing preprocessing : List.of(
                Preprocessing.imageNet(new Resize.None(), 9, 13),
                Preprocessing.caffe(Interpolation.BILINEAR, 9, 13),
                Preprocessing.symmetric(Interpolation.BILINEAR, 9, 13),
                Preprocessing.unit(9, 13).withoutResize())) {
            BufferedImage seen = InputPicture.of(preprocessing, picture);
            for (int i = 0; i < 13 * 9; i++) {
                assertThat(seen.getRGB(i % 13, i / 13)).isEqualTo(picture.getRGB(i % 13, i / 13));
            }
        }
    }

    @Test
    void withoutPreprocessing_valuesAreSpread() {
        Tensor input = Tensor.of(Shape.of(1, 1, 3), -1, 0, 1);
        BufferedImage seen = InputPicture.of(input, Optional.empty());
        assertThat(seen.getRGB(0, 0)).isEqualTo(0xff000000);
        assertThat(seen.getRGB(1, 0)).isEqualTo(0xff808080);
        assertThat(seen.getRGB(2, 0)).isEqualTo(0xffffffff);
    }
}
