package io.github.hdecomp.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageSetsTest {
    private static final ClassNames NAMES = ClassNames.of(List.of("n00000001 tench", "n00000002 great white shark"));

    @TempDir
    private Path folder = Path.of("");

    private void picture(String name, int grey) throws IOException {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_3BYTE_BGR);
        image.setRGB(0, 0, grey * 0x010101);
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        ImageIO.write(image, "png", file.toFile());
    }

    private static List<ImageEntry> entries(ImageSet set) {
        return IntStream.range(0, set.size()).mapToObj(set::entry).toList();
    }

    private static ImageEntry entry(String name, int label) {
        return new ImageEntry(name, OptionalInt.of(label));
    }

    @Test
    void foldersAreClassesInTheOrderOfTheirNames() throws IOException {
        picture("tree/b.png", 3);
        picture("tree/a.PNG", 2);
        picture("car/c.png", 1);
        Files.createDirectory(folder.resolve("empty"));
        Files.writeString(folder.resolve("tree/notes.txt"), "no picture");
        ImageFolder set = ImageFolder.open(folder, ClassNames.none());
        assertThat(set.classes()).containsExactly("car", "tree");
        assertThat(entries(set)).containsExactly(entry("car/c.png", 0), entry("tree/a.PNG", 1), entry("tree/b.png", 1));
        assertThat(set.read(1).getRGB(0, 0) & 0xff).isEqualTo(2);
    }

    @Test
    void foldersMayHaveNamesThatAreGiven() throws IOException {
        picture("n00000002/a.png", 1);
        picture("tench/b.png", 1);
        assertThat(entries(ImageFolder.open(folder, NAMES)))
                .containsExactly(entry("n00000002/a.png", 1), entry("tench/b.png", 0));
        picture("trench/c.png", 1);
        assertThatThrownBy(() -> ImageFolder.open(folder, NAMES))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("there is no class trench among 2")
                .hasMessageContaining("tench");
    }

    @Test
    void filesMayBeginWithTheWordNetId() throws IOException {
        picture("n00000002_great_white_shark.png", 1);
        picture("unknown.png", 1);
        assertThat(entries(ImageFolder.open(folder, NAMES)))
                .containsExactly(
                        entry("n00000002_great_white_shark.png", 1),
                        new ImageEntry("unknown.png", OptionalInt.empty()));
    }

    @Test
    void aFolderWithoutPicturesIsRefused() {
        assertThatThrownBy(() -> ImageFolder.open(folder, NAMES))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no pictures lie there");
    }

    @Test
    void listsNamePathsAndClasses() throws IOException {
        picture("sub/a, b.png", 7);
        Path list = folder.resolve("list.csv");
        Files.writeString(
                list,
                "path,class\n# a comment\n\"sub/a, b.png\",great_white_shark\nsub/gone.png, 0\n\"sub/a, b.png\"\n");
        ImageList set = ImageList.open(list, NAMES);
        assertThat(entries(set))
                .containsExactly(
                        entry("sub/a, b.png", 1),
                        entry("sub/gone.png", 0),
                        new ImageEntry("sub/a, b.png", OptionalInt.empty()));
        assertThat(set.read(0).getRGB(0, 0) & 0xff).isEqualTo(7);
        assertThatThrownBy(() -> set.read(1)).isInstanceOf(IOException.class).hasMessageContaining("gone.png");
    }

    @Test
    void aClassThatIsNotKnownIsNamedWithItsLine() throws IOException {
        Path list = folder.resolve("list.csv");
        Files.writeString(list, "a.png,0\nb.png,2\n");
        assertThatThrownBy(() -> ImageList.open(list, NAMES))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line 2: there is no class 2 among 2");
        Files.write(list, new byte[] {(byte) 0xff, (byte) 0xfe});
        assertThatThrownBy(() -> ImageList.open(list, NAMES)).hasMessageContaining("not a text file in UTF-8");
    }

    @Test
    void samplesAreTheSameForASeedAndKeepTheOrder() {
        ImageSet set = new FakeImages(100);
        List<ImageEntry> sample = entries(set.sample(10, 5));
        assertThat(sample)
                .hasSize(10)
                .doesNotHaveDuplicates()
                .isEqualTo(entries(set.sample(10, 5)))
                .isNotEqualTo(entries(set.sample(10, 6)))
                .isSubsetOf(entries(set));
        assertThat(sample).extracting(entry -> entry.label().getAsInt()).isSorted();
        assertThat(entries(set.sample(200, 5))).isEqualTo(entries(set));
        assertThat(entries(set.filter(index -> index % 50 == 1))).containsExactly(set.entry(1), set.entry(51));
    }
}
