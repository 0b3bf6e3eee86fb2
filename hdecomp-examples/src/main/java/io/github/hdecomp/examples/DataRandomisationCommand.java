package io.github.hdecomp.examples;

import io.github.hdecomp.examples.methods.Methods;
import io.github.hdecomp.examples.output.WholeFile;
import io.github.hdecomp.examples.sanity.DataRandomisation;
import io.github.hdecomp.examples.scenes.Scenes;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.ModelOptions;
import io.github.hdecomp.weights.Models;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Compares explanations of a network with those of one that learned permuted labels. */
@Command(
        name = "data-randomisation",
        description =
                "Compares explanations of the network trained with the right labels and of one trained with permuted"
                        + " labels (hdecomp train-demo --permuted-labels); writes data-randomisation.md.",
        mixinStandardHelpOptions = true,
        versionProvider = LibraryVersion.class,
        sortOptions = false)
final class DataRandomisationCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--permuted",
            required = true,
            paramLabel = "FILE",
            description = "The weights of the network that was trained with permuted labels.")
    private Path permuted = Path.of("");

    @Mixin
    private NetworkOptions network = new NetworkOptions();

    @Option(names = "--count", paramLabel = "N", description = "How many pictures (default: ${DEFAULT-VALUE}).")
    private int count = 200;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Which pictures; not those of the training (default: ${DEFAULT-VALUE}).")
    private long seed = 2_000_000;

    @Option(
            names = "--methods",
            split = ",",
            paramLabel = "METHOD",
            description = "The methods, separated by commas; `hdecomp attribute --help` names all"
                    + " (default: ${DEFAULT-VALUE}).")
    private List<String> methods = List.of(
            "gap",
            "gradient",
            "gradient-times-input",
            "guided-backprop",
            "guided-grad-cam",
            "grad-cam",
            "grad-cam-plus-plus",
            "layer-cam");

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where to write; created if need be.")
    private Path out = Path.of("");

    @Override
    public Integer call() throws IOException {
        DataRandomisation test = new DataRandomisation(
                new Scenes(seed), count, methods.stream().map(Methods::find).toList());
        OutputFolder.create(out);
        PrintWriter writer = command.commandLine().getOut();
        try (Model trained = SceneNetwork.open(network, command);
                Model other = Models.load(trained.spec(), permuted, ModelOptions.defaults());
                AnalysisBar bar =
                        new AnalysisBar("pictures", command.commandLine().getErr())) {
            String text = test.text(test.run(trained, other, bar));
            WholeFile.write(out.resolve("data-randomisation.md"), text);
            writer.print(text);
        }
        writer.println("Written: " + out.resolve("data-randomisation.md"));
        writer.flush();
        return 0;
    }
}
