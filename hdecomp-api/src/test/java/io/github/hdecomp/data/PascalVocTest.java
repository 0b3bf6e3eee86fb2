package io.github.hdecomp.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hdecomp.map.Mask;
import io.github.hdecomp.tensor.Extent;
import io.github.hdecomp.tensor.Region;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PascalVocTest {
    private static final Extent SIZE = new Extent(30, 40);
    private static final String DOG_AND_CATS = """
            <annotation>
              <folder>VOC2007</folder>
              <size><width>40</width><height>30</height><depth>3</depth></size>
              <object><name>dog</name><truncated>1</truncated><difficult>0</difficult>
                <bndbox><xmin>1</xmin><ymin>1</ymin><xmax>4</xmax><ymax>2</ymax></bndbox>
                <part><name>head</name><bndbox><xmin>9</xmin><ymin>9</ymin><xmax>20</xmax><ymax>20</ymax></bndbox></part>
              </object>
              <object><name>cat</name><difficult>1</difficult>
                <bndbox><xmin>11</xmin><ymin>5</ymin><xmax>40</xmax><ymax>30</ymax></bndbox></object>
              <object><name>dog</name><difficult>1</difficult>
                <bndbox><xmin>3</xmin><ymin>2</ymin><xmax>5</xmax><ymax>3</ymax></bndbox></object>
            </annotation>
            """;

    @TempDir
    private Path root = Path.of("");

    @BeforeEach
    void folders() throws IOException {
        for (String folder : List.of("JPEGImages", "Annotations", "ImageSets/Main")) {
            Files.createDirectories(root.resolve(folder));
        }
        annotate("000007", DOG_AND_CATS);
        BufferedImage picture = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
        ImageIO.write(picture, "jpg", root.resolve("JPEGImages/000007.jpg").toFile());
        Files.writeString(root.resolve("ImageSets/Main/test.txt"), "000007  1\n\n");
    }

    private void annotate(String name, String xml) throws IOException {
        Files.writeString(root.resolve("Annotations/" + name + ".xml"), xml);
    }

    @Test
    void byHand() throws IOException {
        PascalVoc set = PascalVoc.open(root, "test", ClassNames.none());
        assertThat(set.size()).isEqualTo(1);
        assertThat(set.entry(0).name()).isEqualTo("000007");
        assertThat(set.read(0).getWidth()).isEqualTo(40);
        List<ClassArea> areas = set.objects(0, SIZE);
        assertThat(areas).extracting(ClassArea::label).containsExactly("cat", "dog");
        ClassArea cat = areas.get(0);
        assertThat(cat.classId()).isEqualTo(7);
        assertThat(cat.ignored()).isTrue();
        // More than a quarter of the picture: not of the difficult subset.
        assertThat(cat.difficult()).isFalse();
        assertThat(cat.mask()).isEqualTo(Mask.of(SIZE, List.of(new Region(4, 10, 26, 30))));
        ClassArea dog = areas.get(1);
        assertThat(dog.ignored()).isFalse();
        assertThat(dog.difficult()).isTrue();
        assertThat(dog.mask()).isEqualTo(Mask.of(SIZE, List.of(new Region(0, 0, 2, 4), new Region(1, 2, 2, 3))));
    }

    @Test
    void allPictures_withNamesOfTheNetwork() throws IOException {
        annotate("000001", DOG_AND_CATS);
        PascalVoc set = PascalVoc.open(root, "", ClassNames.of(List.of("dog", "bird", "cat")));
        assertThat(set.size()).isEqualTo(2);
        assertThat(set.entry(0).name()).isEqualTo("000001");
        assertThat(set.objects(0, SIZE)).extracting(ClassArea::classId).containsExactly(0, 2);
        PascalVoc other = PascalVoc.open(root, "", ClassNames.of(List.of("dog", "bird", "cart")));
        assertThatThrownBy(() -> other.objects(0, SIZE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cart");
    }

    @Test
    void externalEntities_areNotRead() throws IOException {
        Path secret = root.resolve("secret.txt");
        Files.writeString(secret, "dog");
        for (String head : List.of(
                "<!DOCTYPE annotation [<!ENTITY e SYSTEM \"" + secret.toUri() + "\">]>",
                "<!DOCTYPE annotation SYSTEM \"http://127.0.0.1:1/voc.dtd\">",
                "<!DOCTYPE annotation [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>")) {
            annotate("000007", head + DOG_AND_CATS.replace("dog", "&e;"));
            PascalVoc set = PascalVoc.open(root, "test", ClassNames.none());
            assertThatThrownBy(() -> set.objects(0, SIZE))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("000007.xml")
                    .hasMessageContaining("DOCTYPE");
        }
    }

    @Test
    void otherSize() throws IOException {
        PascalVoc set = PascalVoc.open(root, "test", ClassNames.none());
        assertThatThrownBy(() -> set.objects(0, new Extent(40, 30)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("40x30")
                .hasMessageContaining("do not resize");
    }

    @Test
    void lists() throws IOException {
        assertThatThrownBy(() -> PascalVoc.open(root, "train", ClassNames.none()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("train.txt");
        assertThatThrownBy(() -> PascalVoc.open(root, "../../etc/passwd", ClassNames.none()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no name of a list");
        Files.writeString(root.resolve("ImageSets/Main/odd.txt"), "../../secret\n");
        assertThatThrownBy(() -> PascalVoc.open(root, "odd", ClassNames.none()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("line 1");
    }

    /** Cut off or altered anywhere, a file has boxes or is refused in one line. */
    @Test
    void damaged() throws IOException {
        PascalVoc set = PascalVoc.open(root, "test", ClassNames.none());
        byte[] whole = DOG_AND_CATS.getBytes(StandardCharsets.UTF_8);
        SplittableRandom random = new SplittableRandom(3);
        int refused = 0;
        for (int trial = 0; trial < 600; trial++) {
            byte[] damaged = Arrays.copyOf(whole, trial < 200 ? whole.length * trial / 200 : whole.length);
            if (trial >= 200) {
                damaged[random.nextInt(damaged.length)] = (byte) "<>&\"/-19e ".charAt(random.nextInt(10));
            }
            Files.write(root.resolve("Annotations/000007.xml"), damaged);
            try {
                set.objects(0, SIZE);
            } catch (IOException expected) {
                refused++;
                assertThat(expected).hasMessageContaining("000007.xml");
            }
        }
        assertThat(refused).isBetween(250, 599);
    }
}
