package io.github.hdecomp.nd4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hdecomp.Decomposer;
import io.github.hdecomp.Exploration;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.ModelOptions;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.ParameterSpec;
import io.github.hdecomp.model.Weights;
import io.github.hdecomp.nd4j.Nd4jBackend;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import io.github.hdecomp.tree.Options;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainerTest {
    private static final int UNSEEN = 100_000;

    private static TrainingOptions options() {
        return TrainingOptions.defaults()
                .withEpochs(4)
                .withBatch(32)
                .withLearningRate(LearningRate.cosine(0.1, 0.1))
                .withThreads(2);
    }

    private static Weights train(TrainingOptions options, int pictures) {
        try (Trainer trainer = Trainer.start(Stripes.network(), options)) {
            trainer.train(new Stripes(pictures), progress -> {});
            return trainer.weights();
        }
    }

    private static void assertSame(Weights left, Weights right) {
        assertThat(left.names()).isEqualTo(right.names());
        for (String name : left.names()) {
            assertThat(left.tensor(name)).as(name).isEqualTo(right.tensor(name));
        }
    }

    @Test
    void aTrainedNetworkKnowsUnseenPicturesAndCanBeExplained() {
        List<Double> losses = new ArrayList<>();
        try (Trainer trainer = Trainer.start(Stripes.network(), options())) {
            assertThat(trainer.train(new Stripes(480), progress -> losses.add(progress.loss())))
                    .isTrue();
            assertThat(losses).hasSize(4 * 15);
            assertThat(losses.get(losses.size() - 1)).isLessThan(losses.get(0) / 3);
            Stripes unseen = new Stripes(UNSEEN);
            try (Model model = new Nd4jBackend().build(Stripes.network(), trainer.weights(), ModelOptions.defaults())) {
                int right = 0;
                for (int i = 0; i < 200; i++) {
                    right += model.predict(unseen.picture(UNSEEN - 1 - i, 77)).classId() == unseen.label(UNSEEN - 1 - i)
                            ? 1
                            : 0;
                }
                assertThat(right).isGreaterThanOrEqualTo(190);
                try (Exploration exploration = Decomposer.open(model, unseen.picture(UNSEEN - 1, 77))) {
                    assertThat(exploration.tree(Options.defaults()).root().children())
                            .isNotEmpty();
                }
            }
        }
    }

    @Test
    void theNumberOfThreadsChangesNothing() {
        TrainingOptions brief = options().withEpochs(1);
        Weights one = train(brief.withThreads(1), 100);
        assertSame(one, train(brief.withThreads(2), 100));
        assertSame(one, train(brief.withThreads(5), 100));
    }

    @Test
    void seedsDecide() {
        TrainingOptions brief = options().withEpochs(1);
        Weights one = train(brief, 64);
        assertSame(one, train(brief, 64));
        assertThat(train(brief.withSeed(1), 64).tensor("fc.weight")).isNotEqualTo(one.tensor("fc.weight"));
    }

    /** Interrupted in the middle of the second epoch. */
    @Test
    void aResumedTrainingEndsAsOneThatWasNeverInterrupted() {
        TrainingOptions seeded = options().withSeed(-3_141_592_653_589L);
        Weights whole = train(seeded, 100);
        List<Weights> taken = new ArrayList<>();
        ModelSpec spec = Stripes.network();
        try (Trainer trainer = Trainer.start(spec, seeded)) {
            boolean done = trainer.train(new Stripes(100), progress -> {
                if (progress.step() == 6) {
                    taken.add(trainer.checkpoint());
                    trainer.cancel();
                }
            });
            assertThat(done).isFalse();
            assertThat(trainer.step()).isEqualTo(6);
        }
        try (Trainer trainer = Trainer.resume(spec, taken.get(0), seeded)) {
            assertThat(trainer.step()).isEqualTo(6);
            assertThat(trainer.train(new Stripes(100), progress -> {})).isTrue();
            assertSame(trainer.weights(), whole);
        }
    }

    @Test
    void aCheckpointOfAnotherTrainingIsRefused() {
        ModelSpec spec = Stripes.network();
        try (Trainer trainer = Trainer.start(spec, options())) {
            Weights checkpoint = trainer.checkpoint();
            assertThatThrownBy(() -> Trainer.resume(spec, checkpoint, options().withSeed(9)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("seed");
            assertThatThrownBy(() -> Trainer.resume(spec, with(checkpoint, "training.velocity.fc.bias", 1), options()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("training.velocity.fc.bias has shape (1), expected (3)");
            assertThatThrownBy(() -> Trainer.resume(spec, with(checkpoint, "training.step", 0, 0, 0, -1), options()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("training.step holds no count");
            Weights mere = trainer.weights();
            assertThatThrownBy(() -> Trainer.resume(spec, mere, options()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("expected a checkpoint");
        }
    }

    private static Weights with(Weights weights, String name, float... values) {
        Map<String, Tensor> all = new LinkedHashMap<>();
        weights.names().forEach(other -> all.put(other, weights.tensor(other)));
        all.put(name, Tensor.of(Shape.of(values.length), values));
        return Weights.of(all);
    }

    /** Steps are counted in batches of the set, so that another size would shift epochs and rates. */
    @Test
    void aTrainingGoesOnWithAsManyPictures() {
        ModelSpec spec = Stripes.network();
        List<Weights> taken = new ArrayList<>();
        try (Trainer trainer = Trainer.start(spec, options())) {
            trainer.train(new Stripes(100), progress -> {
                taken.add(trainer.checkpoint());
                trainer.cancel();
            });
        }
        try (Trainer trainer = Trainer.resume(spec, taken.get(0), options())) {
            assertThatThrownBy(() -> trainer.train(new Stripes(64), progress -> {}))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("stripes: got 64 pictures to go on with, expected 100, as many as training began with");
        }
    }

    @Test
    void frozenRunningStatisticsStay() {
        ModelSpec spec = Stripes.network();
        TrainingOptions frozen = options().withEpochs(1).withFrozen("bn1.running_mean"::equals);
        try (Trainer trainer = Trainer.start(spec, frozen)) {
            Weights before = trainer.weights();
            trainer.train(new Stripes(64), progress -> {});
            Weights after = trainer.weights();
            assertThat(after.tensor("bn1.running_mean")).isEqualTo(before.tensor("bn1.running_mean"));
            assertThat(after.tensor("bn1.running_var")).isNotEqualTo(before.tensor("bn1.running_var"));
            assertThat(after.tensor("bn2.running_mean")).isNotEqualTo(before.tensor("bn2.running_mean"));
        }
    }

    /** The trunk is frozen, with its batch norms, and another head is trained on it. */
    @Test
    void fineTuningChangesOnlyWhatIsNotFrozen() {
        ModelSpec spec = Stripes.network();
        Weights trunk = Initialisation.kaiming(spec, 5);
        TrainingOptions tuning = options().withEpochs(1).withFrozen(name -> !name.startsWith("fc"));
        try (Trainer trainer = Trainer.start(spec, trunk, tuning)) {
            trainer.train(new Stripes(64), progress -> {});
            Weights tuned = trainer.weights();
            for (ParameterSpec parameter : spec.parameters()) {
                boolean same = tuned.tensor(parameter.name()).equals(trunk.tensor(parameter.name()));
                assertThat(same)
                        .as(parameter.name())
                        .isEqualTo(!parameter.name().startsWith("fc"));
            }
        }
    }

    @Test
    void anotherHeadIsDrawnAnew() {
        ModelSpec spec = Stripes.network();
        Weights trained = Weights.random(spec, 1);
        ModelSpec other = ModelSpec.builder("other", 1, Stripes.SIDE, Stripes.SIDE)
                .convWithoutBias("conv1", 1, 6, 3, 1, 1)
                .globalAvgPool("gap")
                .linear("fc", 6, 7)
                .build();
        Weights completed = Initialisation.from(other, trained, 2);
        assertThat(completed.tensor("conv1.weight")).isEqualTo(trained.tensor("conv1.weight"));
        assertThat(completed.shape("fc.weight")).isEqualTo(Shape.of(7, 6));
        assertThatThrownBy(() -> Initialisation.from(other, Weights.of(Map.of()), 2))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aLossThatIsNotFiniteEndsTrainingAndNamesTheLayer() {
        ModelSpec spec = Stripes.network();
        try (Trainer trainer = Trainer.start(spec, options())) {
            TrainingSet broken = new TrainingSet() {
                @Override
                public int size() {
                    return 8;
                }

                @Override
                public Tensor picture(int index, int epoch) {
                    float[] values = new float[Stripes.SIDE * Stripes.SIDE];
                    // Finite, but its products with the weights are not.
                    Arrays.fill(values, Float.MAX_VALUE);
                    return Tensor.adopt(Shape.of(1, Stripes.SIDE, Stripes.SIDE), values);
                }

                @Override
                public int label(int index) {
                    return 0;
                }
            };
            Weights before = trainer.weights();
            assertThatThrownBy(() -> trainer.train(broken, progress -> {}))
                    .isInstanceOf(ArithmeticException.class)
                    .hasMessageContaining("layer conv1");
            assertSame(trainer.weights(), before);
        }
    }

    @Test
    void mistakesAreSaidInWords() {
        ModelSpec spec = Stripes.network();
        assertThatThrownBy(() -> Trainer.start(spec, options().withFrozen(name -> true)))
                .hasMessageContaining("no tensor is learned");
        ModelSpec map =
                ModelSpec.builder("map", 1, 4, 4).conv("c", 1, 2, 3, 1, 1).build();
        assertThatThrownBy(() -> Trainer.start(map, options())).hasMessageContaining("is a map");
        assertThatThrownBy(() -> options().withMomentum(1)).hasMessageContaining("momentum 1");
        assertThatThrownBy(() -> Trainer.start(spec, options().withBatch(Integer.MAX_VALUE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("make batches smaller");
        TrainingOptions rising = options().withLearningRate((step, steps) -> step == 0 ? 0 : Double.NaN);
        try (Trainer trainer = Trainer.start(spec, rising)) {
            assertThatThrownBy(() -> trainer.train(new Stripes(64), progress -> {}))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("the learning rate of step 1 of 8 is NaN");
        }
        try (Trainer trainer = Trainer.start(spec, options())) {
            TrainingSet labels = new TrainingSet() {
                @Override
                public int size() {
                    return 2;
                }

                @Override
                public Tensor picture(int index, int epoch) {
                    return Tensor.of(Shape.of(1, 1, 1), 0);
                }

                @Override
                public int label(int index) {
                    return index * 3;
                }
            };
            assertThatThrownBy(() -> trainer.train(labels, progress -> {}))
                    .hasMessageContaining("picture 1 has label 3");
        }
    }
}
