package io.github.hdecomp.examples;

import io.github.hdecomp.examples.explore.Explorer;
import io.github.hdecomp.examples.explore.Limits;
import io.github.hdecomp.examples.scenes.Scene;
import io.github.hdecomp.examples.scenes.Scenes;
import io.github.hdecomp.image.Images;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.ModelOptions;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.spi.NetworkFile;
import io.github.hdecomp.weights.Models;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Serves the explorer. */
@Command(
        name = "explore",
        description =
                "Serves a web page in which to walk down the evidence of decisions, by default of the network and the"
                        + " pictures that come with HDecomp; stops with Ctrl+C.",
        mixinStandardHelpOptions = true,
        versionProvider = LibraryVersion.class,
        sortOptions = false)
final class ExploreCommand implements Callable<Integer> {
    /** Another row of scenes than the network was trained on. */
    private static final long SCENES = 2027;

    private static final long PATIENCE_MILLIS = 10_000;

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Mixin
    private NetworkOptions network = new NetworkOptions();

    @Option(names = "--labels", paramLabel = "FILE", description = "The names of the classes, one per line.")
    private @Nullable Path labels;

    @Option(
            names = "--preprocessing",
            paramLabel = "PRESET",
            description = "How pictures are prepared, where the file does not say: ${COMPLETION-CANDIDATES}.")
    private @Nullable Preset preset;

    @Option(
            names = "--image",
            split = ",",
            paramLabel = "FILE",
            description = "Pictures to offer beside uploads, separated by commas.")
    private List<Path> images = List.of();

    @Option(names = "--host", paramLabel = "NAME", description = "Where to listen (default: ${DEFAULT-VALUE}).")
    private String host = "127.0.0.1";

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "The port to listen at, 0 for any that is free (default: ${DEFAULT-VALUE}).")
    private int port = 7070;

    @Override
    public Integer call() throws IOException {
        if (port < 0 || port > 0xffff) {
            throw new ParameterException(command.commandLine(), "--port is " + port + ", expected 0 to 65535");
        }
        Map<String, BufferedImage> pictures = network.isNamed() ? new LinkedHashMap<>() : scenes();
        pictures.putAll(pictures());
        try (NetworkFile file = network.open(command.commandLine().getErr()).orElseThrow(this::missing);
                Model model = Models.build(described(file.spec()), file.weights(), ModelOptions.defaults());
                Explorer explorer = new Explorer(model, file.origin(), pictures, Limits.defaults(), host, port)) {
            PrintWriter out = command.commandLine().getOut();
            out.println("Network: " + file.origin() + ".");
            out.println("Open http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + explorer.port()
                    + "/ in a browser; Ctrl+C stops.");
            out.flush();
            awaitEnd();
        }
        return 0;
    }

    private ParameterException missing() {
        return new ParameterException(
                command.commandLine(), "Missing required option: '--weights=FILE' or '--pretrained=NAME'");
    }

    /** Scenes that the demo network has not seen: one of each class, partners differing in the one part that decides. */
    private static Map<String, BufferedImage> scenes() {
        Map<String, BufferedImage> pictures = new LinkedHashMap<>();
        Scenes scenes = new Scenes(SCENES);
        for (int id = 0; id < Scenes.CLASSES; id += 2) {
            Scene scene = scenes.scene(id);
            for (Scene shown : List.of(scene, scene.counterfactual())) {
                pictures.put(shown.sceneClass().label(), shown.draw().image());
            }
        }
        return pictures;
    }

    private ModelSpec described(ModelSpec spec) throws IOException {
        ModelSpec labelled = labels == null ? spec : spec.withLabels(Labels.read(labels));
        return preset == null ? labelled : labelled.withPreprocessing(preset.of(spec.input()));
    }

    private Map<String, BufferedImage> pictures() throws IOException {
        Map<String, BufferedImage> pictures = new LinkedHashMap<>();
        for (Path image : images) {
            String name = String.valueOf(image.getFileName()).replaceFirst("\\.\\w+$", "");
            pictures.put(name, Images.read(image));
        }
        return pictures;
    }

    /** Returns when the JVM is asked to end, which it then does only after all has been closed. */
    private static void awaitEnd() {
        CountDownLatch asked = new CountDownLatch(1);
        Thread main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            asked.countDown();
            try {
                main.join(PATIENCE_MILLIS);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }));
        try {
            asked.await();
        } catch (InterruptedException alsoAsked) {
            // Not kept: what is closed now has to be waited for.
            return;
        }
    }
}
