package io.github.hdecomp.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hdecomp.examples.scenes.SceneClass;
import io.github.hdecomp.examples.scenes.Scenes;
import io.github.hdecomp.examples.training.Accuracy;
import io.github.hdecomp.examples.training.DemoReport;
import io.github.hdecomp.examples.training.PermutedSet;
import io.github.hdecomp.examples.training.SceneSet;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.Weights;
import io.github.hdecomp.nd4j.train.Trainer;
import io.github.hdecomp.nd4j.train.TrainingOptions;
import io.github.hdecomp.tensor.Tensor;
import io.github.hdecomp.weights.Models;
import io.github.hdecomp.weights.safetensors.Precision;
import io.github.hdecomp.weights.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainDemoCommandTest {
    private static final String FILE = "demo_vgg.safetensors";

    private static String run(int code, Path out, String... more) {
        return runFully(
                code,
                out,
                Stream.concat(Stream.of("--unseen", "14"), Stream.of(more)).toArray(String[]::new));
    }

    private static String runFully(int code, Path out, String... more) {
        StringWriter written = new StringWriter();
        StringWriter err = new StringWriter();
        String[] arguments = Stream.concat(Stream.of("train-demo", "--out", out.toString()), Stream.of(more))
                .toArray(String[]::new);
        assertThat(Main.run(new PrintWriter(written), new PrintWriter(err), arguments))
                .as(err.toString())
                .isEqualTo(code);
        return code == 0 ? written.toString() : err.toString();
    }

    /** What is resumed is done already, so the same weights are written again. */
    @Test
    void aTrainingWritesWeightsAndGoesOnFromItsCheckpoint(@TempDir Path folder) throws IOException {
        Path whole = folder.resolve("whole");
        String text = run(0, whole, "--pictures", "28", "--epochs", "1");
        assertThat(text)
                .contains("each seen once, in ")
                .contains("Of 14 scenes of row -2202")
                .contains("| dragonfly |")
                .contains("Written: ");
        try (Model trained = Models.load("demo_vgg", whole.resolve(FILE))) {
            assertThat(trained.spec().labels()).isEqualTo(SceneClass.labels());
        }
        byte[] first = Files.readAllBytes(whole.resolve(FILE));
        Files.delete(whole.resolve(FILE));
        assertThat(run(0, whole, "--pictures", "28", "--epochs", "1", "--resume", "--threads", "1"))
                .contains("each seen once, what was left after 1 steps in ");
        assertThat(whole.resolve(FILE)).hasBinaryContent(first);
        assertThat(run(1, whole, "--pictures", "28", "--epochs", "3", "--resume"))
                .contains("other epochs");
        assertThat(run(1, whole, "--pictures", "14", "--epochs", "1", "--resume"))
                .contains("got 14 pictures to go on with, expected 28");
    }

    /** Said before anything is trained or written. */
    @Test
    void mistakes(@TempDir Path folder) {
        Path out = folder.resolve("out");
        assertThat(run(1, out, "--pictures", "13"))
                .isEqualTo("hdecomp: scenes: a set of 13 pictures, expected a multiple of the 14 classes"
                        + System.lineSeparator());
        assertThat(runFully(1, out, "--unseen", "15")).contains("a set of 15 pictures, expected a multiple of the 14");
        assertThat(run(1, out, "--epochs", "0")).contains("epochs 0, expected at least 1");
        assertThat(run(1, out, "--threads", "0")).contains("threads 0, expected at least 1");
        assertThat(out).doesNotExist();
    }

    /** Interrupted in the second of three epochs. */
    @Test
    void trainingGoesOnFromAFile(@TempDir Path folder) throws IOException {
        ModelSpec spec = ModelSpec.builder("small", 3, Scenes.SIZE, Scenes.SIZE)
                .conv("conv", 3, 4, 3, 4, 1)
                .batchNorm("bn", 4)
                .relu("relu")
                .globalAvgPool("gap")
                .linear("fc", 4, Scenes.CLASSES)
                .build();
        SceneSet scenes = new SceneSet(new Scenes(4), 28, spec.preprocessing());
        TrainingOptions options =
                TrainingOptions.defaults().withEpochs(3).withBatch(10).withSeed(-5);
        Path file = folder.resolve("checkpoint.safetensors");
        List<Tensor> expected = new ArrayList<>();
        try (Trainer trainer = Trainer.start(spec, options)) {
            trainer.train(scenes, progress -> {
                if (progress.step() == 5) {
                    write(trainer.checkpoint(), file);
                }
            });
            Weights whole = trainer.weights();
            whole.names().forEach(name -> expected.add(whole.tensor(name)));
        }
        try (Weights saved = Models.open(file);
                Trainer trainer = Trainer.resume(spec, saved, options)) {
            assertThat(trainer.step()).isEqualTo(5);
            trainer.train(scenes, progress -> {});
            Weights resumed = trainer.weights();
            assertThat(resumed.names()).map(resumed::tensor).isEqualTo(expected);
        }
    }

    private static void write(Weights checkpoint, Path file) {
        try {
            new SafetensorsWriter(Precision.SINGLE).write(checkpoint, file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Test
    void permutedLabelsAreTheSameLabelsElsewhere(@TempDir Path folder) {
        SceneSet scenes =
                new SceneSet(new Scenes(3), 140, Models.spec("demo_vgg").preprocessing());
        PermutedSet permuted = new PermutedSet(scenes, 3);
        List<Integer> labels = IntStream.range(0, 140).mapToObj(permuted::label).toList();
        for (int label = 0; label < Scenes.CLASSES; label++) {
            int wanted = label;
            assertThat(labels).filteredOn(got -> got == wanted).hasSize(10);
        }
        long same = IntStream.range(0, 140)
                .filter(i -> permuted.label(i) == scenes.label(i))
                .count();
        assertThat(same).isLessThan(30);
        assertThat(permuted.picture(5, 7)).isEqualTo(scenes.picture(5, 0)).isNotEqualTo(scenes.picture(5, 1));
        assertThat(run(0, folder, "--permuted-labels", "--epochs", "1", "--pictures", "14"))
                .contains("learn by heart");
    }

    /** As demo_vgg.md says; on other processors a score or two may round otherwise. */
    @Test
    void theNetworkThatComesAlongKnowsUnseenScenes() {
        SceneSet unseen = new SceneSet(
                new Scenes(DemoReport.unseenRow(2201)),
                2002,
                Models.spec("demo_vgg").preprocessing());
        try (Model demo = Models.demo()) {
            assertThat(demo.spec().labels()).isEqualTo(SceneClass.labels());
            Accuracy accuracy = Accuracy.of(demo, unseen);
            assertThat(accuracy.pictures()).isEqualTo(2002);
            assertThat(accuracy.known()).isBetween(1999, 2002);
        }
    }
}
