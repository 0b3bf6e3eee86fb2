package io.github.hdecomp.examples.failure;

import io.github.hdecomp.Exploration;
import io.github.hdecomp.examples.output.WholeFile;
import io.github.hdecomp.examples.parts.EvidenceTreeMethod;
import io.github.hdecomp.examples.parts.Found;
import io.github.hdecomp.examples.parts.Look;
import io.github.hdecomp.examples.scenes.Part;
import io.github.hdecomp.examples.scenes.SceneClass;
import io.github.hdecomp.examples.scenes.ScenePicture;
import io.github.hdecomp.export.JsonExporter;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.Prediction;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.render.PyramidPicture;
import io.github.hdecomp.tree.EvidenceTree;
import io.github.hdecomp.tree.Options;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Tells a story in a folder: {@code failure-story.md}, {@code story.png}, the tree as {@code tree.json}, and its
 * upper levels as {@code tree.png}.
 *
 * @param folder where; it exists
 */
public record FailureFolder(Path folder) {
    private static final int CHILDREN = 3;

    /** All levels in one picture would be too wide to look at. */
    private static final int DRAWN_LEVELS = 3;

    /**
     * Writes a story.
     *
     * @param model the network that it is about
     * @param story one with a culprit
     * @throws IOException if a file cannot be written
     */
    public void write(Model model, FailureStory story) throws IOException {
        ScenePicture picture = story.scene().draw();
        Suspect guilty = story.guilty().orElseThrow();
        try (Look look = new Look(model, picture, CHILDREN)) {
            Exploration exploration = look.exploration();
            EvidenceTree tree = look.tree(story.decision());
            new JsonExporter().write(tree, folder.resolve("tree.json"));
            EvidenceTree upper = exploration.tree(
                    story.decision(), Options.defaults().withChildren(CHILDREN).withDepth(DRAWN_LEVELS));
            WholeFile.write(
                    folder.resolve("tree.png"), PyramidPicture.defaults().draw(exploration, upper));
            List<Found> evidence = new ArrayList<>();
            for (Tap stage : model.stages()) {
                evidence.add(new EvidenceTreeMethod(true).find(look, story.decision(), stage));
            }
            StorySheet sheet = new StorySheet(
                    story.scene().counterfactual().draw().image(),
                    picture.image(),
                    evidence,
                    FailureSearch.own(picture, guilty.part()),
                    guilty.occluded());
            WholeFile.write(folder.resolve("story.png"), sheet.draw(model.stages()));
        }
        WholeFile.write(folder.resolve("failure-story.md"), text(story, guilty));
    }

    private static String text(FailureStory story, Suspect guilty) {
        SceneClass right = story.right();
        SceneClass wrong = story.wrong();
        StringBuilder text = new StringBuilder();
        line(text, "# The %s that was taken for a %s", right.label(), wrong.label());
        line(text, "");
        line(
                text,
                "Scene %d showed a %s (%s). Swapping its %s for %s made it a %s; nothing else changed."
                        + " The network still says %s, at %s, and %s at %s.",
                story.index(),
                wrong.label(),
                story.scene().background().label(),
                wrong.decidingPart().label(),
                right.decidingPart().label(),
                right.label(),
                wrong.label(),
                percent(story.prediction(), wrong),
                right.label(),
                percent(story.prediction(), right));
        line(text, "");
        line(text, "![the story](story.png)");
        line(text, "");
        line(
                text,
                "The tree of the decision %s rather than %s ([tree.png](tree.png), [tree.json](tree.json)) says where the evidence"
                        + " is. By its share, the suspects are:",
                wrong.label(),
                right.label());
        line(text, "");
        line(
                text,
                "| part | share of the evidence | share of the picture | without it the network says | %s | %s |",
                wrong.label(),
                right.label());
        line(text, "|---|---|---|---|---|---|");
        for (Suspect suspect : story.suspects()) {
            line(
                    text,
                    "| %s%s | %.1f %% | %.1f %% | %s | %s | %s |",
                    suspect.part().label(),
                    suspect.equals(guilty) ? " **(guilty)**" : "",
                    100 * suspect.share(),
                    100 * suspect.area(),
                    SceneClass.of(suspect.prediction().classId()).label(),
                    percent(suspect.prediction(), wrong),
                    percent(suspect.prediction(), right));
        }
        line(text, "");
        line(
                text,
                "Each part was covered alone, without the parts on it. Covering %s with the colour %s repairs the decision: %s rises from %s to %s.",
                guilty.part() == Part.BACKGROUND
                        ? "the background"
                        : "the " + guilty.part().label(),
                guilty.part() == Part.BACKGROUND ? "that it has on average" : "of what is around",
                right.label(),
                percent(story.prediction(), right),
                percent(guilty.prediction(), right));
        return text.toString();
    }

    private static void line(StringBuilder text, String format, Object... arguments) {
        text.append(arguments.length == 0 ? format : String.format(Locale.ROOT, format, arguments))
                .append('\n');
    }

    private static String percent(Prediction prediction, SceneClass sceneClass) {
        return prediction.top(prediction.logits().size()).stream()
                .filter(candidate -> candidate.classId() == sceneClass.id())
                .map(candidate -> String.format(Locale.ROOT, "%.1f %%", 100 * candidate.probability()))
                .findFirst()
                .orElseThrow();
    }
}
