package io.github.hdecomp.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hdecomp.map.Mask;
import io.github.hdecomp.tensor.Extent;
import io.github.hdecomp.tensor.Region;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CocoTest {
    private static final Extent SIZE = new Extent(30, 40);

    /** Annotations before what they refer to, outlines of both kinds, ids with gaps. */
    private static final String TEXT = """
            {"info": {"year": 2014, "deep": [[[{"x": [1, 2]}]]]},
             "annotations": [
              {"segmentation": [[1.5, 2, 3, 4]], "area": 9, "iscrowd": 0, "image_id": 9, "bbox": [1.5, 2, 3.25, 4],
               "category_id": 90, "id": 1},
              {"segmentation": {"counts": [1, 2], "size": [3, 4]}, "iscrowd": 1, "image_id": 9, "bbox": [0, 0, 40, 20],
               "category_id": 3, "id": 900000000003},
              {"segmentation": {"counts": "a\\\\b", "size": [3, 4]}, "iscrowd": 0, "image_id": 5, "bbox": [38, 28, 5, 5],
               "category_id": 3, "id": 7}],
             "categories": [{"supercategory": "indoor", "id": 90, "name": "toothbrush"}, {"id": 3, "name": "car"}],
             "images": [{"id": 9, "file_name": "nine.jpg", "width": 40, "height": 30},
              {"id": 5, "file_name": "val2014/five.jpg", "width": 40, "height": 30},
              {"id": 6, "file_name": "six.jpg", "width": 40, "height": 30}]}
            """;

    @TempDir
    private Path folder = Path.of("");

    private Coco open(String text, ClassNames names) throws IOException {
        Path file = folder.resolve("instances.json");
        Files.writeString(file, text);
        return Coco.open(file, folder, names);
    }

    @Test
    void byHand() throws IOException {
        Coco set = open(TEXT, ClassNames.none());
        assertThat(set.classes()).containsExactly("car", "toothbrush");
        assertThat(set.size()).isEqualTo(3);
        assertThat(set.entry(0).name()).isEqualTo("val2014/five.jpg");
        assertThat(set.entry(2).name()).isEqualTo("nine.jpg");
        // A box that leaves the picture is cut.
        ClassArea car = set.objects(0, SIZE).get(0);
        assertThat(car.mask()).isEqualTo(Mask.of(SIZE, List.of(new Region(28, 38, 2, 2))));
        assertThat(car.ignored()).isFalse();
        assertThat(car.difficult()).isFalse();
        assertThat(set.objects(1, SIZE)).isEmpty();
        List<ClassArea> nine = set.objects(2, SIZE);
        assertThat(nine).extracting(ClassArea::classId).containsExactly(0, 1);
        assertThat(nine.get(0).ignored()).isTrue();
        assertThat(nine.get(1).difficult()).isTrue();
        assertThat(nine.get(1).mask()).isEqualTo(Mask.of(SIZE, List.of(new Region(2, 1, 4, 4))));
    }

    @Test
    void namesOfTheNetwork() throws IOException {
        assertThat(open(TEXT, ClassNames.of(List.of("toothbrush", "x", "car")))
                        .objects(0, SIZE)
                        .get(0)
                        .classId())
                .isEqualTo(2);
        assertThatThrownBy(() -> open(TEXT, ClassNames.of(List.of("brush", "car"))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("toothbrush");
    }

    @Test
    void otherSize() throws IOException {
        Coco set = open(TEXT, ClassNames.none());
        assertThatThrownBy(() -> set.objects(0, new Extent(30, 41)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("41x30");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "{\"images\": 3}",
                "{\"images\": [3]}",
                "{\"images\": [{\"id\": 1, \"file_name\": \"../../x.jpg\", \"width\": 1, \"height\": 1}]}",
                "{\"images\": [{\"id\": 1, \"file_name\": \"/etc/x.jpg\", \"width\": 1, \"height\": 1}]}",
                "{\"images\": [{\"id\": 1, \"file_name\": \"x.jpg\", \"width\": 1e30, \"height\": 1}]}",
                "{\"annotations\": [{\"image_id\": 1, \"category_id\": 1, \"bbox\": [1, 2, 3]}]}",
                "{\"annotations\": [{\"image_id\": 1, \"category_id\": 1, \"bbox\": [1, 2, 3, 4, 5]}]}",
                "{\"annotations\": [{\"image_id\": 1, \"category_id\": 1, \"bbox\": [1, 2, -3, 4]}]}",
                "{\"annotations\": [{\"image_id\": \"1\"}]}",
            })
    void refused(String text) {
        assertThatThrownBy(() -> open(text, ClassNames.none()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("instances.json");
    }

    @Test
    void categoryThatIsNotListed() {
        assertThatThrownBy(() -> open(TEXT.replace("\"category_id\": 90", "\"category_id\": 91"), ClassNames.none()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("91");
    }

    /** Cut off or altered anywhere, a file is read or refused in one line. */
    @Test
    void damaged() throws IOException {
        byte[] whole = TEXT.getBytes(StandardCharsets.UTF_8);
        SplittableRandom random = new SplittableRandom(3);
        Path file = folder.resolve("damaged.json");
        int refused = 0;
        for (int trial = 0; trial < 1000; trial++) {
            byte[] damaged = Arrays.copyOf(whole, trial < 200 ? whole.length * trial / 200 : whole.length);
            if (trial >= 200) {
                damaged[random.nextInt(damaged.length)] = (byte) "{}[]\",:-19e\\ ".charAt(random.nextInt(13));
            }
            Files.write(file, damaged);
            try {
                Coco set = Coco.open(file, folder, ClassNames.none());
                for (int i = 0; i < set.size(); i++) {
                    set.objects(i, SIZE);
                }
            } catch (IOException expected) {
                refused++;
                assertThat(expected).hasMessageContaining("damaged.json");
            }
        }
        assertThat(refused).isBetween(300, 999);
    }
}
