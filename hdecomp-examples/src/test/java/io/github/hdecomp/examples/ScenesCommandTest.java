package io.github.hdecomp.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hdecomp.data.ClassNames;
import io.github.hdecomp.data.ImageFolder;
import io.github.hdecomp.data.ImageList;
import io.github.hdecomp.data.ImageSet;
import io.github.hdecomp.examples.scenes.Part;
import io.github.hdecomp.examples.scenes.Scene;
import io.github.hdecomp.examples.scenes.SceneClass;
import io.github.hdecomp.examples.scenes.Scenes;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenesCommandTest {
    private static String run(int code, String... arguments) {
        StringWriter said = new StringWriter();
        assertThat(Main.run(new PrintWriter(said), new PrintWriter(said), arguments))
                .isEqualTo(code);
        return said.toString();
    }

    /** What is written reads back as a set of pictures, by folders and by the list, with the drawn pixels and labels. */
    @Test
    void scenes_writesWhatOthersRead(@TempDir Path out) throws IOException {
        assertThat(run(0, "scenes", "--out", out.toString(), "--count", "30", "--seed", "3", "--counterfactuals"))
                .startsWith("Written: 30 pictures");
        ClassNames names = ClassNames.of(Files.readAllLines(out.resolve("labels.txt")));
        ImageSet folder = ImageFolder.open(out.resolve("pictures"), names);
        ImageSet list = ImageList.open(out.resolve("list.csv"), names);
        assertThat(folder.size()).isEqualTo(30);
        assertThat(list.size()).isEqualTo(30);
        for (int i = 0; i < 30; i++) {
            Scene scene = new Scenes(3).scene(i);
            assertThat(list.entry(i).label()).hasValue(scene.sceneClass().id());
            BufferedImage read = list.read(i);
            BufferedImage drawn = scene.draw().image();
            assertThat(rgb(read)).isEqualTo(rgb(drawn));
        }
        assertThat(folder.entry(0).label()).hasValue(SceneClass.BIRD.id());
        BufferedImage mask = ImageIO.read(out.resolve("masks/cat/000014.png").toFile());
        for (int i = 0; i < Scenes.SIZE * Scenes.SIZE; i++) {
            assertThat(mask.getRaster().getSample(i % Scenes.SIZE, i / Scenes.SIZE, 0))
                    .isEqualTo(new Scenes(3).scene(14).draw().labels().id(i));
        }
        assertThat(out.resolve("counterfactuals/dog/000014.png")).exists();
        assertThat(Files.readAllLines(out.resolve("parts.csv")))
                .hasSize(Part.values().length + 1)
                .contains("9,hanging ears,head,dog");
        assertThat(Files.readAllLines(out.resolve("scenes.csv")))
                .hasSize(31)
                .element(1)
                .asString()
                .startsWith("pictures/cat/000000.png,0,cat,")
                .endsWith(",pointed ears,masks/cat/000000.png,counterfactuals/dog/000000.png");
        assertThat(out.resolve("sheet.png")).isNotEmptyFile();
    }

    private static int[] rgb(BufferedImage image) {
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }

    @Test
    void scenes_mistakes(@TempDir Path out) {
        assertThat(run(1, "scenes", "--out", out.toString(), "--count", "0"))
                .isEqualTo("hdecomp: scenes: count 0 must be at least 1" + System.lineSeparator());
        assertThat(run(2, "scenes", "--out", out.toString())).contains("--count=N");
        assertThat(List.of(out.toFile().list())).isEmpty();
    }
}
