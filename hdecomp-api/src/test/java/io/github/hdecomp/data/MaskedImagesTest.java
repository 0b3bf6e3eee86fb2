package io.github.hdecomp.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hdecomp.map.Mask;
import io.github.hdecomp.tensor.Extent;
import io.github.hdecomp.tensor.Region;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaskedImagesTest {
    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void pictures() throws IOException {
        Files.createDirectories(folder.resolve("pictures/cat"));
        Files.createDirectories(folder.resolve("masks/cat"));
        BufferedImage picture = new BufferedImage(4, 3, BufferedImage.TYPE_INT_RGB);
        ImageIO.write(picture, "jpg", folder.resolve("pictures/cat/one.jpg").toFile());
    }

    private MaskedImages set() throws IOException {
        ImageFolder images = ImageFolder.open(folder.resolve("pictures"), ClassNames.none());
        return new MaskedImages(images, folder.resolve("masks"), images.classes());
    }

    private void mask(BufferedImage labels) throws IOException {
        ImageIO.write(labels, "png", folder.resolve("masks/cat/one.png").toFile());
    }

    @Test
    void labelMap() throws IOException {
        BufferedImage labels = new BufferedImage(4, 3, BufferedImage.TYPE_BYTE_GRAY);
        labels.getRaster().setSample(1, 0, 0, 7);
        labels.getRaster().setSample(1, 1, 0, 12);
        labels.getRaster().setSample(3, 2, 0, 255);
        mask(labels);
        ClassArea area = set().objects(0, new Extent(3, 4)).get(0);
        assertThat(area.label()).isEqualTo("cat");
        assertThat(area.mask()).isEqualTo(Mask.of(new Extent(3, 4), List.of(new Region(0, 1, 2, 1))));
    }

    @Test
    void wrongMasks() throws IOException {
        mask(new BufferedImage(3, 4, BufferedImage.TYPE_BYTE_GRAY));
        assertThatThrownBy(() -> set().objects(0, new Extent(3, 4))).hasMessageContaining("3x4 pixels");
        mask(new BufferedImage(4, 3, BufferedImage.TYPE_INT_RGB));
        assertThatThrownBy(() -> set().objects(0, new Extent(3, 4))).hasMessageContaining("3 samples per pixel");
        Files.delete(folder.resolve("masks/cat/one.png"));
        assertThatThrownBy(() -> set().objects(0, new Extent(3, 4)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("one.png");
    }
}
