package io.github.hdecomp.examples;

import io.github.hdecomp.examples.output.WholeFile;
import io.github.hdecomp.examples.scenes.Scenes;
import io.github.hdecomp.examples.training.Accuracy;
import io.github.hdecomp.examples.training.DemoReport;
import io.github.hdecomp.examples.training.PermutedSet;
import io.github.hdecomp.examples.training.SceneSet;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.ModelOptions;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.Weights;
import io.github.hdecomp.nd4j.train.LearningRate;
import io.github.hdecomp.nd4j.train.Trainer;
import io.github.hdecomp.nd4j.train.TrainingOptions;
import io.github.hdecomp.nd4j.train.TrainingProgress;
import io.github.hdecomp.nd4j.train.TrainingSet;
import io.github.hdecomp.weights.Models;
import io.github.hdecomp.weights.safetensors.Precision;
import io.github.hdecomp.weights.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains the network that comes with HDecomp. */
@Command(
        name = "train-demo",
        description =
                "Trains the network that comes with HDecomp on scenes; writes its weights, and checkpoints on the way.",
        mixinStandardHelpOptions = true,
        versionProvider = LibraryVersion.class,
        sortOptions = false)
final class TrainDemoCommand implements Callable<Integer> {
    private static final String NETWORK = "demo_vgg";
    private static final int BATCH = 64;
    private static final int NEW_PICTURES = 7000;
    private static final int FIXED_PICTURES = 1400;
    private static final int NEW_EPOCHS = 12;
    private static final int FIXED_EPOCHS = 40;
    private static final double RATE = 0.1;
    private static final double WARM_UP = 0.05;
    private static final double DECAY = 5e-4;
    private static final double SMOOTHING = 0.05;

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where to write; created if need be.")
    private Path out = Path.of("");

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Of the first weights, the scenes and their order (default: ${DEFAULT-VALUE}).")
    private long seed = 2201;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "How many (default: " + NEW_EPOCHS + ", with permuted labels " + FIXED_EPOCHS + ").")
    private @Nullable Integer epochs;

    @Option(
            names = "--pictures",
            paramLabel = "N",
            description = "Pictures per epoch, a multiple of " + Scenes.CLASSES + " (default: " + NEW_PICTURES
                    + ", with permuted labels " + FIXED_PICTURES + ").")
    private @Nullable Integer pictures;

    @Option(
            names = "--unseen",
            paramLabel = "N",
            description = "Of how many other pictures the accuracy is measured, a multiple of " + Scenes.CLASSES
                    + " (default: ${DEFAULT-VALUE}).")
    private int unseen = 2002;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many; changes nothing but the time (default: ${DEFAULT-VALUE}).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--permuted-labels",
            description = "Data randomisation: the same pictures in every epoch, with labels dealt out at random, to be"
                    + " learned by heart.")
    private boolean permuted;

    @Option(names = "--resume", description = "Go on from the last checkpoint in the folder, if there is one.")
    private boolean resume;

    @Override
    public Integer call() throws IOException {
        ModelSpec spec = Models.spec(NETWORK);
        TrainingSet set = set(spec);
        TrainingSet others = new SceneSet(new Scenes(DemoReport.unseenRow(seed)), unseen, spec.preprocessing());
        TrainingOptions options = options();
        OutputFolder.create(out);
        PrintWriter writer = command.commandLine().getOut();
        DemoReport report = new DemoReport(seed, options.epochs(), set.size(), permuted);
        try (Trainer trainer = trainer(spec, options)) {
            report.beginAt(trainer.step());
            train(trainer, set);
            new SafetensorsWriter(Precision.HALF).write(trainer.weights(), weights());
        }
        try (Model model = Models.load(spec, weights(), ModelOptions.defaults().withThreads(threads))) {
            String text = report.text(spec, Accuracy.of(model, others), Files.size(weights()));
            if (permuted) {
                text += report.learnedByHeart(Accuracy.of(model, set));
            }
            WholeFile.write(out.resolve(NETWORK + ".md"), text);
            writer.print(text);
        }
        writer.println("Written: " + weights() + ", " + out.resolve(NETWORK + ".md"));
        writer.flush();
        return 0;
    }

    private Path weights() {
        return out.resolve(NETWORK + ".safetensors");
    }

    private Path checkpoint() {
        return out.resolve("checkpoint.safetensors");
    }

    private TrainingSet set(ModelSpec spec) {
        int size = pictures != null ? pictures : permuted ? FIXED_PICTURES : NEW_PICTURES;
        SceneSet scenes = new SceneSet(new Scenes(seed), size, spec.preprocessing());
        return permuted ? new PermutedSet(scenes, seed) : scenes;
    }

    private TrainingOptions options() {
        int count = epochs != null ? epochs : permuted ? FIXED_EPOCHS : NEW_EPOCHS;
        return TrainingOptions.defaults()
                .withEpochs(count)
                .withBatch(BATCH)
                .withLearningRate(LearningRate.cosine(RATE, WARM_UP))
                // What is learned by heart must not be forgotten.
                .withWeightDecay(permuted ? 0 : DECAY)
                .withLabelSmoothing(permuted ? 0 : SMOOTHING)
                .withSeed(seed)
                .withThreads(threads);
    }

    private Trainer trainer(ModelSpec spec, TrainingOptions options) throws IOException {
        if (!resume || !Files.exists(checkpoint())) {
            return Trainer.start(spec, options);
        }
        try (Weights saved = Models.open(checkpoint())) {
            return Trainer.resume(spec, saved, options);
        }
    }

    /** A checkpoint is written at the end of every epoch. */
    private void train(Trainer trainer, TrainingSet set) {
        SafetensorsWriter writer = new SafetensorsWriter(Precision.SINGLE);
        try (TrainingBar bar = new TrainingBar(command.commandLine().getErr())) {
            trainer.train(set, progress -> {
                bar.after(progress);
                if (isEndOfEpoch(progress)) {
                    try {
                        writer.write(trainer.checkpoint(), checkpoint());
                    } catch (IOException failed) {
                        throw new UncheckedIOException(failed);
                    }
                }
            });
        }
    }

    private boolean isEndOfEpoch(TrainingProgress progress) {
        return progress.step() * options().epochs() % progress.steps() == 0;
    }
}
