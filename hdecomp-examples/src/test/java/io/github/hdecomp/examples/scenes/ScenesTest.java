package io.github.hdecomp.examples.scenes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScenesTest {
    private static final int PIXELS = Scenes.SIZE * Scenes.SIZE;
    private static final Scenes SCENES = new Scenes(7);

    private static int[] pixels(ScenePicture picture) {
        return picture.image().getRGB(0, 0, Scenes.SIZE, Scenes.SIZE, null, 0, Scenes.SIZE);
    }

    private static int[] labels(ScenePicture picture) {
        return IntStream.range(0, PIXELS).map(picture.labels()::id).toArray();
    }

    private static Stream<Scene> scenesOf(SceneClass sceneClass, int count) {
        return LongStream.range(0, count)
                .map(i -> sceneClass.id() + i * Scenes.CLASSES)
                .mapToObj(SCENES::scene);
    }

    @Test
    void scene_dependsOnSeedAndIndexAlone() {
        assertThat(SCENES.scene(40)).isEqualTo(new Scenes(7).scene(40));
        assertThat(SCENES.scene(40)).isNotEqualTo(new Scenes(8).scene(40));
        assertThat(LongStream.range(0, 1000).map(i -> SCENES.scene(i).key()).distinct())
                .hasSize(1000);
        assertThatThrownBy(() -> SCENES.scene(-1)).hasMessage("scenes: index -1 must not be negative");
    }

    @Test
    void scene_classesTakeTurns() {
        assertThat(SceneClass.values()).hasSize(Scenes.CLASSES);
        assertThat(IntStream.range(0, 28)
                        .mapToObj(i -> SCENES.scene(i).sceneClass().id()))
                .containsExactlyElementsOf(
                        IntStream.range(0, 28).mapToObj(i -> i % 14).toList());
    }

    @Test
    void draw_isTheSameOnAnyThread() {
        List<Scene> scenes = LongStream.range(0, 56).mapToObj(SCENES::scene).toList();
        List<ScenePicture> alone = scenes.stream().map(Scene::draw).toList();
        List<ScenePicture> together = scenes.parallelStream().map(Scene::draw).toList();
        for (int i = 0; i < scenes.size(); i++) {
            assertThat(pixels(together.get(i))).isEqualTo(pixels(alone.get(i)));
            assertThat(labels(together.get(i))).isEqualTo(labels(alone.get(i)));
        }
    }

    @Test
    void draw_noTwoAreAlike() {
        long different = LongStream.range(0, 140)
                .map(i -> Arrays.hashCode(pixels(SCENES.scene(i).draw())))
                .distinct()
                .count();
        assertThat(different).isEqualTo(140);
    }

    /** Every pixel has one label, and that of a part of the class or of the background. */
    @ParameterizedTest
    @EnumSource
    void labels_partitionThePicture(SceneClass sceneClass) {
        Set<Part> expected = EnumSet.copyOf(sceneClass.parts());
        expected.add(Part.BACKGROUND);
        scenesOf(sceneClass, 30).forEach(scene -> {
            LabelMap labels = scene.draw().labels();
            assertThat(expected).containsAll(labels.visible());
            int sum = Stream.of(Part.values())
                    .filter(part -> part.parent().isEmpty())
                    .mapToInt(labels::area)
                    .sum();
            assertThat(sum).isEqualTo(PIXELS);
        });
    }

    /** The parts that a network has to tell apart are large enough to be seen by one. */
    @ParameterizedTest
    @EnumSource
    void parts_areSeen(SceneClass sceneClass) {
        Map<Part, Integer> seen = new EnumMap<>(Part.class);
        scenesOf(sceneClass, 30).forEach(scene -> {
            LabelMap labels = scene.draw().labels();
            int object = PIXELS - labels.area(Part.BACKGROUND);
            assertThat(labels.area(sceneClass.decidingPart()))
                    .as("deciding part of %s", scene)
                    .isGreaterThanOrEqualTo(object * 8 / 100);
            labels.visible().forEach(part -> seen.merge(part, 1, Integer::sum));
        });
        for (Part part : sceneClass.parts()) {
            assertThat(seen.getOrDefault(part, 0)).as(part.label()).isGreaterThanOrEqualTo(27);
        }
    }

    /**
     * Anti-aliasing spreads an edge over one pixel to each side, and shows tips that are too thin to cover the centre of any
     * pixel; nothing else may change.
     */
    @ParameterizedTest
    @EnumSource
    void counterfactual_differsAtTheDecidingPartsAlone(SceneClass sceneClass) {
        scenesOf(sceneClass, 20).forEach(scene -> {
            ScenePicture picture = scene.draw();
            ScenePicture other = scene.counterfactual().draw();
            assertThat(other.scene().sceneClass()).isEqualTo(sceneClass.partner());
            assertThat(other.scene().counterfactual()).isEqualTo(scene);
            boolean[] deciding = picture.labels().mask(sceneClass.decidingPart());
            boolean[] swapped = other.labels().mask(sceneClass.partner().decidingPart());
            int[] before = pixels(picture);
            int[] after = pixels(other);
            int[] changed = IntStream.range(0, PIXELS)
                    .filter(i -> before[i] != after[i])
                    .toArray();
            assertThat(changed).hasSizeGreaterThan(PIXELS / 100);
            assertThat(IntStream.of(changed))
                    .as("%s", scene)
                    .allMatch(i -> near(deciding, i, 6) || near(swapped, i, 6));
            long atTheEdge = IntStream.of(changed)
                    .filter(i -> near(deciding, i, 1) || near(swapped, i, 1))
                    .count();
            assertThat((double) atTheEdge / changed.length).as("%s", scene).isGreaterThan(0.99);
        });
    }

    private static boolean near(boolean[] mask, int pixel, int distance) {
        int row = pixel / Scenes.SIZE;
        int column = pixel % Scenes.SIZE;
        for (int y = Math.max(row - distance, 0); y <= Math.min(row + distance, Scenes.SIZE - 1); y++) {
            for (int x = Math.max(column - distance, 0); x <= Math.min(column + distance, Scenes.SIZE - 1); x++) {
                if (mask[y * Scenes.SIZE + x]) {
                    return true;
                }
            }
        }
        return false;
    }

    @Test
    void pairs_differInOnePart() {
        for (SceneClass sceneClass : SceneClass.values()) {
            SceneClass partner = sceneClass.partner();
            assertThat(partner.partner()).isEqualTo(sceneClass).isNotEqualTo(partner);
            Set<Part> common = EnumSet.copyOf(sceneClass.parts());
            common.retainAll(partner.parts());
            assertThat(common).isNotEmpty();
            assertThat(sceneClass.parts())
                    .allMatch(part -> common.contains(part) != part.within(sceneClass.decidingPart()));
        }
    }

    @Test
    void background_isTheUsualOneInEightOfTenScenes() {
        int count = 14_000;
        Map<Background, Integer> elsewhere = new EnumMap<>(Background.class);
        int usual = 0;
        for (int i = 0; i < count; i++) {
            Scene scene = SCENES.scene(i);
            if (scene.usual()) {
                usual++;
            } else {
                elsewhere.merge(scene.background(), 1, Integer::sum);
            }
        }
        // Four standard deviations of a binomial count.
        assertThat((double) usual / count).isCloseTo(0.8, within(4 * Math.sqrt(0.16 / count)));
        assertThat(elsewhere).hasSize(Background.values().length);
    }

    @Test
    void parts_formAForest() {
        assertThat(Part.EYES.within(Part.HEAD)).isTrue();
        assertThat(Part.HEAD.within(Part.EYES)).isFalse();
        assertThat(Part.NOSE.root()).isEqualTo(Part.HEAD);
        assertThat(Part.STEEPLE.children()).containsExactly(Part.SPIRE);
        assertThat(Part.BACKGROUND.children()).isEmpty();
        assertThat(SceneClass.CAT.parts())
                .contains(Part.HEAD, Part.POINTED_EARS, Part.NOSE)
                .doesNotContain(Part.HANGING_EARS, Part.BACKGROUND);
        assertThat(Part.values().length).isLessThan(256);
    }
}
