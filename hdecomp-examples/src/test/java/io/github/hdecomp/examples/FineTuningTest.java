package io.github.hdecomp.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hdecomp.Decomposer;
import io.github.hdecomp.Exploration;
import io.github.hdecomp.data.ClassNames;
import io.github.hdecomp.data.ImageFolder;
import io.github.hdecomp.examples.scenes.SceneClass;
import io.github.hdecomp.examples.scenes.Scenes;
import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.ModelOptions;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.NodeSpec;
import io.github.hdecomp.model.ParameterSpec;
import io.github.hdecomp.nd4j.train.Initialisation;
import io.github.hdecomp.nd4j.train.LabelledPictures;
import io.github.hdecomp.nd4j.train.LearningRate;
import io.github.hdecomp.nd4j.train.Trainer;
import io.github.hdecomp.nd4j.train.TrainingOptions;
import io.github.hdecomp.spi.NetworkFile;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import io.github.hdecomp.tree.Options;
import io.github.hdecomp.weights.Models;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/training.md shows: a head of one's own on the network that comes along. */
class FineTuningTest {
    private static void draw(Path folder) throws IOException {
        for (SceneClass kind : List.of(SceneClass.CAR, SceneClass.VAN)) {
            Path of = Files.createDirectories(folder.resolve(kind.label()));
            for (int i = 0; i < 16; i++) {
                ImageIO.write(
                        new Scenes(8)
                                .scene((long) Scenes.CLASSES * i + kind.id())
                                .draw()
                                .image(),
                        "png",
                        of.resolve(i + ".png").toFile());
            }
        }
    }

    private static ModelSpec withTwoClasses(ModelSpec spec) {
        List<NodeSpec> nodes = new ArrayList<>(spec.nodes());
        NodeSpec head = nodes.remove(nodes.size() - 1);
        int features = head.parameters().get(0).shape().extent(1);
        nodes.add(new NodeSpec(
                head.name(),
                head.operator(),
                head.inputs(),
                List.of(
                        new ParameterSpec("fc.weight", Shape.of(2, features)),
                        new ParameterSpec("fc.bias", Shape.of(2))),
                head.attributes()));
        return new ModelSpec(
                "cars_and_vans",
                spec.input(),
                nodes,
                spec.aliases(),
                spec.stages(),
                spec.preprocessing(),
                List.of("car", "van"));
    }

    @Test
    void aHeadOfOnesOwnIsTrainedAndExplained(@TempDir Path folder) throws IOException {
        draw(folder);
        try (NetworkFile demo = Models.demoNetwork()) {
            ModelSpec spec = withTwoClasses(demo.spec());
            LabelledPictures pictures = new LabelledPictures(
                    ImageFolder.open(folder, ClassNames.of(spec.labels())), spec.preprocessing(), true);
            TrainingOptions options = TrainingOptions.defaults()
                    .withEpochs(6)
                    .withBatch(8)
                    .withLearningRate(LearningRate.cosine(0.1, 0.1))
                    .withFrozen(name -> !name.startsWith("fc."));
            try (Trainer trainer = Trainer.start(spec, Initialisation.from(spec, demo.weights(), 1), options)) {
                trainer.train(pictures, progress -> {});
                try (Model model = Models.build(spec, trainer.weights(), ModelOptions.defaults())) {
                    Tensor van = spec.preprocessing()
                            .apply(new Scenes(9).scene(3).draw().image());
                    assertThat(model.predict(van).classId()).isEqualTo(1);
                    try (Exploration exploration = Decomposer.open(model, van)) {
                        assertThat(exploration
                                        .tree(new ClassDecision(1), Options.defaults())
                                        .root()
                                        .children())
                                .hasSize(3);
                    }
                }
            }
        }
    }

    @Test
    void mirroredPicturesTakeTurns(@TempDir Path folder) throws IOException {
        draw(folder);
        ModelSpec spec = Models.spec("demo_vgg");
        ImageFolder images = ImageFolder.open(folder, ClassNames.of(List.of("car", "van")));
        LabelledPictures mirrored = new LabelledPictures(images, spec.preprocessing(), true);
        Tensor plain = new LabelledPictures(images, spec.preprocessing(), false).picture(4, 1);
        assertThat(mirrored.picture(4, 2)).isEqualTo(plain);
        Tensor turned = mirrored.picture(4, 1);
        assertThat(turned.get(2, 50, 0)).isEqualTo(plain.get(2, 50, 95));
        assertThat(turned.get(1, 7, 60)).isEqualTo(plain.get(1, 7, 35));
        assertThat(mirrored.label(20)).isEqualTo(1);
    }
}
