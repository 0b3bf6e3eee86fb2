package io.github.hdecomp.examples.parts;

import io.github.hdecomp.examples.output.WholeFile;
import io.github.hdecomp.examples.parts.PartsReport.Series;
import io.github.hdecomp.examples.scenes.Scene;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.Tap;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Pictures to look at, in which the tree's peak misses the deciding part and Grad-CAM's does not. Each file shows the picture
 * with the outline of the part, and below it one row per method with what it finds at every stage, the peak as a cross.
 *
 * @param report what was found
 * @param most how many per stage at the most
 */
public record PartsCases(PartsReport report, int most) {
    private static final PartsMethod TREE = new EvidenceTreeMethod(false);
    private static final PartsMethod RIVAL = new GradCamMethod();

    /**
     * Draws the cases of all stages, from the score's explanation.
     *
     * @param model the network of the report
     * @param folder where; files go to its folder {@code cases}
     * @throws IOException if a file cannot be written
     */
    public void write(Model model, Path folder) throws IOException {
        Path target = folder.resolve("cases");
        Files.createDirectories(target);
        for (Tap stage : model.stages()) {
            for (long index : missed(stage.name())) {
                Scene scene = report.benchmark().scenes().scene(index);
                String name = String.format(
                        Locale.ROOT,
                        "%s-%s-%d.png",
                        stage.name(),
                        scene.sceneClass().label(),
                        index);
                WholeFile.write(target.resolve(name.replace(' ', '_')), draw(model, scene));
            }
        }
    }

    private List<Long> missed(String stage) {
        Set<Long> found = new HashSet<>();
        for (Observation seen :
                report.observations(new Series(Question.SCORE, Measure.POINTING, RIVAL.name(), stage))) {
            if (seen.value() > 0) {
                found.add(seen.scene());
            }
        }
        return report.observations(new Series(Question.SCORE, Measure.POINTING, TREE.name(), stage)).stream()
                .filter(seen -> seen.value() == 0 && found.contains(seen.scene()))
                .limit(most)
                .map(Observation::scene)
                .toList();
    }

    private BufferedImage draw(Model model, Scene scene) {
        try (Look look = new Look(model, scene.draw(), report.benchmark().children())) {
            Truth truth = new Truth(look.picture(), report.benchmark().tolerance());
            Panels panels = new Panels(look.picture().image(), truth.mask(truth.deciding()));
            panels.show("the picture", look.picture().image());
            panels.showOutlined("the deciding part", look.picture().image());
            for (Question question : Question.values()) {
                Decision decision = question.of(scene.sceneClass());
                for (PartsMethod method : List.of(TREE, RIVAL)) {
                    List<Found> row = new ArrayList<>();
                    for (Tap stage : model.stages()) {
                        row.add(method.find(look, decision, stage));
                    }
                    panels.add(method.name() + ", " + question.words(), row);
                }
            }
            return panels.draw(model.stages());
        }
    }
}
