package io.github.hdecomp.examples.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.hdecomp.examples.SceneNets;
import io.github.hdecomp.examples.scenes.LabelMap;
import io.github.hdecomp.examples.scenes.Part;
import io.github.hdecomp.examples.scenes.Scene;
import io.github.hdecomp.examples.scenes.SceneClass;
import io.github.hdecomp.examples.scenes.Scenes;
import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import io.github.hdecomp.tree.EvidenceNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The measures of methods that know the truth, or avoid it. */
class PictureScoresTest {
    private static final Tap TOP = Tap.of("relu3");
    private static final Tap MIDDLE = Tap.of("relu2");

    private static Model model = placeholder();

    private static Model placeholder() {
        try {
            return SceneNets.model();
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @AfterAll
    static void close() {
        model.close();
    }

    /** Sees evidence for a class on the deciding part of that class alone, or everywhere else alone. */
    private record Oracle(boolean honest) implements PartsMethod {
        @Override
        public String name() {
            return "oracle";
        }

        @Override
        public Found find(Look look, Decision decision, Tap stage) {
            SceneClass shown = look.picture().scene().sceneClass();
            boolean asked = decision.equals(new ClassDecision(shown.id()));
            boolean[] mask = look.picture().labels().mask(asked == honest ? shown.decidingPart() : Part.BACKGROUND);
            float[] map = new float[Scenes.SIZE * Scenes.SIZE];
            for (int i = 0; i < map.length; i++) {
                map[i] = mask[i] ? 1 : 0;
            }
            return Found.of(Tensor.of(Shape.of(Scenes.SIZE, Scenes.SIZE), map));
        }
    }

    private static List<Observation> scores(PartsMethod method, Scene scene) {
        try (Look look = new Look(model, scene.draw(), 2);
                Look other = new Look(model, scene.counterfactual().draw(), 2)) {
            return new PictureScores(3, look, other, 3).take(List.of(method));
        }
    }

    private static double[] values(List<Observation> seen, Measure measure) {
        return of(seen, measure).mapToDouble(Observation::value).toArray();
    }

    private static java.util.stream.Stream<Observation> of(List<Observation> seen, Measure measure) {
        return seen.stream().filter(one -> one.measure() == measure && one.question() == Question.SCORE);
    }

    @ParameterizedTest
    @EnumSource
    void take_ofTheTruth(SceneClass sceneClass) {
        List<Observation> seen = scores(new Oracle(true), new Scenes(5).scene(sceneClass.id()));
        assertThat(values(seen, Measure.POINTING)).hasSize(3).containsOnly(1);
        assertThat(values(seen, Measure.SHARE)).containsOnly(1);
        assertThat(values(seen, Measure.COMMON_SHARE)).containsOnly(0);
        assertThat(values(seen, Measure.BACKGROUND_SHARE)).containsOnly(0);
        assertThat(values(seen, Measure.GAIN)).containsOnly(1);
        assertThat(of(seen, Measure.POINTING)).allMatch(one -> one.chance() > 0.005 && one.chance() < 0.5);
    }

    @ParameterizedTest
    @EnumSource
    void take_ofItsOpposite(SceneClass sceneClass) {
        List<Observation> seen = scores(new Oracle(false), new Scenes(5).scene(sceneClass.id()));
        assertThat(values(seen, Measure.POINTING)).containsOnly(0);
        assertThat(values(seen, Measure.SHARE)).containsOnly(0);
        assertThat(values(seen, Measure.COMMON_SHARE)).containsOnly(0);
        assertThat(values(seen, Measure.BACKGROUND_SHARE)).containsOnly(1);
        assertThat(values(seen, Measure.GAIN)).containsOnly(0);
    }

    /** Names one pixel of a part itself, without its parts. */
    private record Pointer(Part part) implements PartsMethod {
        @Override
        public String name() {
            return "pointer";
        }

        @Override
        public Found find(Look look, Decision decision, Tap stage) {
            LabelMap labels = look.picture().labels();
            int pixel = IntStream.range(0, Scenes.SIZE * Scenes.SIZE)
                    .filter(i -> labels.id(i) == part.id())
                    .findFirst()
                    .orElseThrow();
            Tensor even = Tensor.of(Shape.of(1, 1), 1);
            return new Found(OptionalInt.of(pixel), Found.enlarged(even), List.of(pixel));
        }
    }

    /** A leg is a part of the torso: one point covers two of a cat's eight parts. Chance is the mean of the parts' areas. */
    @Test
    void coverage_byHand() {
        List<Part> parts = SceneClass.CAT.parts();
        assertThat(parts).hasSize(8);
        Scene cat = LongStream.iterate(0, i -> i + Scenes.CLASSES)
                .mapToObj(new Scenes(5)::scene)
                .filter(scene ->
                        parts.stream().allMatch(part -> scene.draw().labels().area(part) >= 12))
                .findFirst()
                .orElseThrow();
        LabelMap labels = cat.draw().labels();
        double areas = parts.stream().mapToInt(labels::area).sum();
        try (Look look = new Look(model, cat.draw(), 2);
                Look other = new Look(model, cat.counterfactual().draw(), 2)) {
            List<Observation> legs = new PictureScores(3, look, other, 0).take(List.of(new Pointer(Part.LEGS)));
            assertThat(values(legs, Measure.COVERAGE)).hasSize(3).containsOnly(2 / 8.0);
            assertThat(of(legs, Measure.COVERAGE))
                    .allSatisfy(one ->
                            assertThat(one.chance()).isCloseTo(areas / 8 / (Scenes.SIZE * Scenes.SIZE), within(1e-12)));
            List<Observation> nothing =
                    new PictureScores(3, look, other, 0).take(List.of(new Pointer(Part.BACKGROUND)));
            assertThat(values(nothing, Measure.COVERAGE)).containsOnly(0);
            assertThat(values(nothing, Measure.POINTING)).containsOnly(0);
        }
    }

    /** Of each picture: the label under each child's neuron against that under the strongest neuron above. */
    @Test
    void consistency_byLabels() {
        Set<Double> found = new HashSet<>();
        for (int i = 0; i < 28; i++) {
            Scene scene = new Scenes(8).scene(i);
            try (Look look = new Look(model, scene.draw(), 2);
                    Look other = new Look(model, scene.counterfactual().draw(), 2)) {
                List<Observation> seen = new PictureScores(i, look, other, 0).take(List.of());
                double value = values(seen, Measure.CONSISTENCY)[1];
                EvidenceNode strongest = look.heaviest(
                                new ClassDecision(scene.sceneClass().id()), TOP)
                        .orElseThrow();
                Part part = partAt(strongest, look, TOP);
                List<EvidenceNode> children = strongest.children();
                long inside = children.stream()
                        .filter(child -> partAt(child, look, MIDDLE).within(part))
                        .count();
                assertThat(value)
                        .as("%s", scene)
                        .isEqualTo(Double.valueOf(
                                part == Part.BACKGROUND ? Double.NaN : (double) inside / children.size()));
                found.add(value);
            }
        }
        assertThat(found).contains(0.5, 1.0, Double.NaN);
    }

    private static Part partAt(EvidenceNode node, Look look, Tap stage) {
        return List.of(Part.values()).get(look.picture().labels().id(Pixels.of(node, look, stage)));
    }

    /** Over many pictures, random places do what chance says. */
    @Test
    void take_ofRandomPlaces() {
        List<Observation> all = new ArrayList<>();
        for (int i = 0; i < 140; i++) {
            all.addAll(scores(new RandomMethod(), new Scenes(6).scene(i)));
        }
        Predicate<Observation> picture = one -> one.stage().equals("input");
        for (Measure measure : List.of(Measure.POINTING, Measure.SHARE, Measure.GAIN)) {
            double mean = of(all, measure)
                    .filter(picture)
                    .mapToDouble(Observation::value)
                    .average()
                    .orElseThrow();
            double chance = of(all, measure)
                    .filter(picture)
                    .mapToDouble(Observation::chance)
                    .average()
                    .orElseThrow();
            assertThat(mean).as(measure.label()).isCloseTo(chance, within(measure == Measure.SHARE ? 0.01 : 0.15));
        }
    }

    @Test
    void take_ofAllMethods() {
        Scene scene = new Scenes(7).scene(2);
        try (Look look = new Look(model, scene.draw(), 2);
                Look other = new Look(model, scene.counterfactual().draw(), 2)) {
            List<Observation> seen = new PictureScores(0, look, other, 3).take(PartsBenchmark.stageMethods());
            assertThat(seen).allMatch(one -> Double.isNaN(one.value()) || (one.value() >= -1 && one.value() <= 1));
            assertThat(of(seen, Measure.POINTING)).hasSize(5 * 3 + 4);
            assertThat(of(seen, Measure.SHARE)).hasSize(4 * 3 + 4);
            assertThat(of(seen, Measure.COVERAGE)).hasSize(2 * 3).allMatch(one -> one.chance() > 0 && one.chance() < 1);
            assertThat(of(seen, Measure.CONSISTENCY))
                    .extracting(Observation::stage)
                    .containsExactly("relu2", "relu3");
        }
    }
}
