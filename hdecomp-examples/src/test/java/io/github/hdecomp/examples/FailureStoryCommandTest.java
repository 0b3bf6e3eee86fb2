package io.github.hdecomp.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hdecomp.examples.failure.FailureSearch;
import io.github.hdecomp.examples.failure.FailureStory;
import io.github.hdecomp.examples.failure.Suspect;
import io.github.hdecomp.examples.scenes.Scenes;
import io.github.hdecomp.export.JsonReader;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.weights.Models;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailureStoryCommandTest {
    private static final long SEED = 3_000_000;

    private static String run(int code, String... arguments) {
        StringWriter said = new StringWriter();
        assertThat(Main.run(new PrintWriter(said), new PrintWriter(new StringWriter()), arguments))
                .isEqualTo(code);
        return said.toString();
    }

    /** What is told is true of the network: the picture is wrong, and right without the culprit. */
    @Test
    void find_tellsTheTruth() {
        try (Model model = Models.demo()) {
            Optional<FailureStory> found = new FailureSearch(new Scenes(SEED), 100).find(model, (done, total) -> {});
            FailureStory story = found.orElseThrow();
            assertThat(story.scene())
                    .isEqualTo(new Scenes(SEED).scene(story.index()).counterfactual());
            assertThat(story.prediction().logits())
                    .isEqualTo(model.predict(model.spec()
                                    .preprocessing()
                                    .normalize(story.scene().draw().image()))
                            .logits());
            assertThat(story.wrong()).isEqualTo(story.right().partner());
            Suspect guilty = story.guilty().orElseThrow();
            assertThat(model.predict(model.spec().preprocessing().normalize(guilty.occluded()))
                            .classId())
                    .isEqualTo(story.right().id());
            assertThat(story.suspects())
                    .isSortedAccordingTo(
                            Comparator.comparingDouble(Suspect::share).reversed());
            assertThat(story.suspects().stream().mapToDouble(Suspect::share).sum())
                    .isBetween(0.8, 1.0001);
        }
    }

    @Test
    void writesPicturesAndText(@TempDir Path out) throws IOException {
        assertThat(run(0, "failure-story", "--most", "100", "--out", out.toString()))
                .contains("The network takes a ", "failure-story.md");
        assertThat(Files.readString(out.resolve("failure-story.md"))).contains("**(guilty)**", "repairs the decision");
        assertThat(out.resolve("story.png")).isNotEmptyFile();
        assertThat(out.resolve("tree.png")).isNotEmptyFile();
        assertThat(JsonReader.read(out.resolve("tree.json")).root().children()).isNotEmpty();
    }

    @Test
    void saysWhenThereIsNoStory(@TempDir Path out) {
        assertThat(run(0, "failure-story", "--seed", "12", "--most", "1", "--out", out.toString()))
                .startsWith("No counterfactual of 1 scenes");
    }
}
