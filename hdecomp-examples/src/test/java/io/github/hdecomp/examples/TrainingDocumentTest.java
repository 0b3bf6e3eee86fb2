package io.github.hdecomp.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hdecomp.Decomposer;
import io.github.hdecomp.data.ClassNames;
import io.github.hdecomp.data.ImageFolder;
import io.github.hdecomp.export.JsonExporter;
import io.github.hdecomp.export.JsonReader;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.ModelOptions;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.nd4j.train.LabelledPictures;
import io.github.hdecomp.nd4j.train.LearningRate;
import io.github.hdecomp.nd4j.train.Trainer;
import io.github.hdecomp.nd4j.train.TrainingOptions;
import io.github.hdecomp.nd4j.train.TrainingSet;
import io.github.hdecomp.tree.EvidenceTree;
import io.github.hdecomp.weights.Models;
import io.github.hdecomp.weights.safetensors.Precision;
import io.github.hdecomp.weights.safetensors.SafetensorsWriter;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program that docs/training.md shows. */
class TrainingDocumentTest {
    private static final int SIDE = 64;

    /** Bars that stand, from the left edge to the right by class. */
    private static BufferedImage bar(int label, int height) {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setColor(Color.getHSBColor(label / 5f, 1, 1));
        pen.fillRect(4 + 12 * label, SIDE - height, 8, height);
        pen.dispose();
        return image;
    }

    private static List<Double> asDocumented(Path folder, Path out, BufferedImage picture) throws IOException {
        ModelSpec spec = ModelSpec.builder("shapes", 3, 64, 64)
                .convWithoutBias("conv1", 3, 16, 3, 1, 1)
                .batchNorm("bn1", 16)
                .relu("relu1")
                .maxPool("pool1", 2, 2, 0, false)
                .convWithoutBias("conv2", 16, 32, 3, 1, 1)
                .batchNorm("bn2", 32)
                .relu("relu2")
                .globalAvgPool("gap")
                .flatten("flatten")
                .linear("fc", 32, 5)
                .stages("relu1", "relu2")
                .build();
        ImageFolder shapes = ImageFolder.open(folder, ClassNames.none());
        TrainingSet pictures = new LabelledPictures(shapes, spec.preprocessing(), true);
        TrainingOptions options =
                TrainingOptions.defaults().withEpochs(20).withLearningRate(LearningRate.cosine(0.1, 0.05));
        List<Double> losses = new ArrayList<>();
        try (Trainer trainer = Trainer.start(spec, options)) {
            trainer.train(pictures, progress -> losses.add(progress.loss()));
            new SafetensorsWriter(Precision.HALF).write(trainer.weights(), out.resolve("shapes.safetensors"));
            try (Model model = Models.build(spec, trainer.weights(), ModelOptions.defaults())) {
                EvidenceTree tree = Decomposer.explain(model, picture);
                new JsonExporter().write(tree, out.resolve("tree.json"));
            }
        }
        return losses;
    }

    @Test
    void theProgramTrainsAndExplains(@TempDir Path folder, @TempDir Path out) throws IOException {
        for (int label = 0; label < 5; label++) {
            Path of = Files.createDirectories(folder.resolve("class" + label));
            for (int height = 20; height < 60; height += 10) {
                ImageIO.write(
                        bar(label, height), "png", of.resolve(height + ".png").toFile());
            }
        }
        List<Double> losses = asDocumented(folder, out, bar(3, 36));
        assertThat(losses.get(losses.size() - 1)).isLessThan(losses.get(0) / 2);
        assertThat(out.resolve("shapes.safetensors")).isNotEmptyFile();
        assertThat(JsonReader.read(out.resolve("tree.json")).root().children()).isNotEmpty();
    }

    @Test
    void itIsTheOneThatIsShown() throws IOException {
        String code = Files.readString(Path.of("src/test/java/io/github/hdecomp/examples/TrainingDocumentTest.java"));
        String page = Files.readString(Path.of("../docs/training.md"));
        String shown = page.substring(page.indexOf("```java") + 7, page.indexOf("```\n\nAny"));
        assertThat(code.replaceAll("\\s", "")).contains(shown.replaceAll("\\s", ""));
    }
}
