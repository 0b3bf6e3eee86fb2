package io.github.hdecomp.examples.failure;

import io.github.hdecomp.data.BulkRun;
import io.github.hdecomp.examples.parts.EvidenceTreeMethod;
import io.github.hdecomp.examples.parts.Found;
import io.github.hdecomp.examples.parts.Look;
import io.github.hdecomp.examples.parts.PartsBenchmark;
import io.github.hdecomp.examples.scenes.Part;
import io.github.hdecomp.examples.scenes.Scene;
import io.github.hdecomp.examples.scenes.ScenePicture;
import io.github.hdecomp.examples.scenes.Scenes;
import io.github.hdecomp.map.Mask;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.Prediction;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.tensor.Extent;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Looks through the counterfactuals of scenes for one that a network takes for the scene that it was made of, and in which one
 * part is to blame: without it the network is right.
 *
 * @param scenes where pictures come from
 * @param most how many scenes are looked at
 */
public record FailureSearch(Scenes scenes, int most) {
    private static final int CHILDREN = 3;

    /** Parts that are seen on fewer pixels are not suspected. */
    private static final int LEAST_AREA = 12;

    /**
     * Checks the range.
     *
     * @param scenes see above
     * @param most see above
     */
    public FailureSearch {
        if (most < 1) {
            throw new IllegalArgumentException("failure search: " + most + " scenes, expected at least 1");
        }
    }

    /**
     * Looks for a story.
     *
     * @param model a network with the classes of scenes
     * @param progress is told of every scene
     * @return that in which the culprit is the strongest suspect, and among several the one that is repaired best; empty if there
     *     is none
     * @throws IllegalArgumentException if the network has other classes or no stages
     */
    public Optional<FailureStory> find(Model model, BulkRun.Progress progress) {
        PartsBenchmark.check(model);
        List<FailureStory> stories = new ArrayList<>();
        for (int index = 0; index < most; index++) {
            story(model, index).filter(told -> told.guilty().isPresent()).ifPresent(stories::add);
            progress.advance(index + 1, most);
        }
        return stories.stream()
                .min(Comparator.comparingInt(FailureSearch::rank).thenComparingDouble(story -> -repaired(story)));
    }

    private static int rank(FailureStory story) {
        return story.guilty().map(story.suspects()::indexOf).orElse(Integer.MAX_VALUE);
    }

    private static double repaired(FailureStory story) {
        int right = story.right().id();
        return story.guilty().map(guilty -> guilty.probability(right)).orElse(0.0);
    }

    /** The story of one scene's counterfactual; empty if the network does not take it for the scene. */
    private Optional<FailureStory> story(Model model, int index) {
        Scene scene = scenes.scene(index).counterfactual();
        ScenePicture picture = scene.draw();
        Prediction prediction = predict(model, picture.image());
        if (prediction.classId() != scene.sceneClass().partner().id()) {
            return Optional.empty();
        }
        FailureStory untold = new FailureStory(index, scene, prediction, List.of());
        try (Look look = new Look(model, picture, CHILDREN)) {
            List<Found> evidence = new ArrayList<>();
            for (Tap stage : model.stages()) {
                evidence.add(new EvidenceTreeMethod(true).find(look, untold.decision(), stage));
            }
            List<Suspect> suspects = new ArrayList<>();
            for (Part part : picture.labels().visible()) {
                Mask mask = own(picture, part);
                if (mask.area() >= LEAST_AREA) {
                    suspects.add(suspect(model, picture, part, mask, evidence));
                }
            }
            suspects.sort(Comparator.comparingDouble(Suspect::share).reversed());
            return Optional.of(new FailureStory(index, scene, prediction, suspects));
        }
    }

    private static Suspect suspect(Model model, ScenePicture picture, Part part, Mask mask, List<Found> evidence) {
        double share = evidence.stream()
                .mapToDouble(found -> found.share(mask))
                .filter(Double::isFinite)
                .average()
                .orElse(0);
        BufferedImage occluded = Occlusion.of(picture.image(), mask, part != Part.BACKGROUND);
        return new Suspect(part, share, mask.share(), occluded, predict(model, occluded));
    }

    /** The pixels of a part itself, without its parts. */
    static Mask own(ScenePicture picture, Part part) {
        BitSet cells = new BitSet();
        for (int i = 0; i < Scenes.SIZE * Scenes.SIZE; i++) {
            cells.set(i, picture.labels().id(i) == part.id());
        }
        return Mask.of(new Extent(Scenes.SIZE, Scenes.SIZE), cells);
    }

    private static Prediction predict(Model model, BufferedImage picture) {
        return model.predict(model.spec().preprocessing().normalize(picture));
    }
}
