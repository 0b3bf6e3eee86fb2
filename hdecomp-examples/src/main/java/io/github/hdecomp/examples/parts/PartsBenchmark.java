package io.github.hdecomp.examples.parts;

import io.github.hdecomp.attribution.Saliency;
import io.github.hdecomp.data.BulkRun;
import io.github.hdecomp.examples.scenes.Scene;
import io.github.hdecomp.examples.scenes.SceneClass;
import io.github.hdecomp.examples.scenes.Scenes;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.Tap;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * How well methods find the part that decides between a scene's class and its partner. Pictures that the network gets wrong do
 * not count: there the part did not decide.
 *
 * @param scenes where pictures come from; none that the network was trained with
 * @param pictures how many, at least 1
 * @param tolerance how many pixels beside a part a point still counts as lying on it: less than one more than that away
 * @param children of each decision of the trees
 * @param methods what is measured
 */
public record PartsBenchmark(Scenes scenes, int pictures, int tolerance, int children, List<PartsMethod> methods) {

    /**
     * Checks the ranges and keeps a copy of the list.
     *
     * @param scenes see above
     * @param pictures see above
     * @param tolerance see above
     * @param children see above
     * @param methods see above
     */
    public PartsBenchmark {
        methods = List.copyOf(methods);
        if (pictures < 1 || tolerance < 0 || children < 1) {
            throw new IllegalArgumentException("parts benchmark: " + pictures + " pictures, tolerance " + tolerance
                    + ", " + children + " children, expected at least 1, 0 and 1");
        }
    }

    /**
     * 500 pictures, 3 pixels, 3 children, and the methods that are defined at every stage.
     *
     * @param scenes where pictures come from
     * @return the defaults
     */
    public static PartsBenchmark of(Scenes scenes) {
        return new PartsBenchmark(scenes, 500, 3, 3, stageMethods());
    }

    /**
     * The methods that are defined at every stage: the tree in both readings, and what it has to beat.
     *
     * @return with the tree first and chance last
     */
    public static List<PartsMethod> stageMethods() {
        return List.of(
                new EvidenceTreeMethod(false),
                new EvidenceTreeMethod(true),
                new SingleLevelMethod(),
                new GradCamMethod(),
                new GradientMethod(),
                new RandomMethod());
    }

    /**
     * The methods that are defined at every stage, and saliency methods, which are judged on the picture. A saliency method may
     * have the name of one at stages, and is then in the same row of tables.
     *
     * @param saliencies any number of methods
     * @return chance is last
     */
    public static List<PartsMethod> methods(List<Saliency> saliencies) {
        List<PartsMethod> methods = new ArrayList<>(stageMethods());
        methods.addAll(
                methods.size() - 1, saliencies.stream().map(SaliencyMethod::new).toList());
        return methods;
    }

    /** The picture itself, then the stages from the lowest. */
    static List<Tap> stages(Model model) {
        List<Tap> stages = new ArrayList<>(List.of(Tap.INPUT));
        stages.addAll(model.stages());
        return stages;
    }

    /**
     * Measures.
     *
     * @param model a network with the classes of scenes, in their order
     * @param progress is told of every picture
     * @return what was found; it does not depend on the number of processors
     * @throws IllegalArgumentException if the network has other classes or no stages
     */
    public PartsReport run(Model model, BulkRun.Progress progress) {
        check(model);
        AtomicInteger done = new AtomicInteger();
        List<PartsReport.PictureResult> results = IntStream.range(0, pictures)
                .parallel()
                .mapToObj(index -> {
                    PartsReport.PictureResult result = measure(model, index);
                    synchronized (done) {
                        progress.advance(done.incrementAndGet(), pictures);
                    }
                    return result;
                })
                .toList();
        return new PartsReport(this, stages(model).stream().map(Tap::name).toList(), model.weightsSha256(), results);
    }

    /**
     * Whether scenes can be shown to a network at all.
     *
     * @param model the network
     * @throws IllegalArgumentException if it has other classes or no stages
     */
    public static void check(Model model) {
        if (model.classes() != Scenes.CLASSES || model.stages().isEmpty()) {
            throw new IllegalArgumentException(model.spec().name() + ": it has " + model.classes() + " classes and "
                    + model.stages().size() + " stages, expected a network trained on scenes, with their "
                    + Scenes.CLASSES + " classes (" + String.join(", ", SceneClass.labels()) + ") and stages");
        }
    }

    private PartsReport.PictureResult measure(Model model, int index) {
        Scene scene = scenes.scene(index);
        try (Look look = new Look(model, scene.draw(), children);
                Look counterfactual = new Look(model, scene.counterfactual().draw(), children)) {
            List<Observation> observations =
                    look.right() ? new PictureScores(index, look, counterfactual, tolerance).take(methods) : List.of();
            return new PartsReport.PictureResult(look.right(), counterfactual.right(), observations);
        }
    }
}
