package io.github.hdecomp.examples;

import io.github.hdecomp.examples.methods.Methods;
import io.github.hdecomp.examples.parts.PartsBenchmark;
import io.github.hdecomp.examples.parts.PartsCases;
import io.github.hdecomp.examples.parts.PartsFolder;
import io.github.hdecomp.examples.parts.PartsReport;
import io.github.hdecomp.examples.scenes.Scenes;
import io.github.hdecomp.model.Model;
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

/** Measures explanations against the known parts of scenes. */
@Command(
        name = "parts-benchmark",
        description =
                "Measures how well explanations find the parts that decide between classes; writes tables and plots.",
        mixinStandardHelpOptions = true,
        versionProvider = LibraryVersion.class,
        sortOptions = false)
final class PartsBenchmarkCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command = CommandSpec.create();

    @Mixin
    private NetworkOptions network = new NetworkOptions();

    @Option(names = "--count", paramLabel = "N", description = "How many pictures (default: ${DEFAULT-VALUE}).")
    private int count = 500;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Which pictures; not those of the training (default: ${DEFAULT-VALUE}).")
    private long seed = 2_000_000;

    @Option(names = "--children", paramLabel = "N", description = "Channels per decision (default: ${DEFAULT-VALUE}).")
    private int children = 3;

    @Option(
            names = "--tolerance",
            paramLabel = "PIXELS",
            description = "How far beside a part a point still lies on it (default: ${DEFAULT-VALUE}).")
    private int tolerance = 3;

    @Option(
            names = "--methods",
            split = ",",
            paramLabel = "METHOD",
            description =
                    "Saliency methods to judge on the picture, separated by commas; `hdecomp attribute --help` names all"
                            + " (default: ${DEFAULT-VALUE}).")
    private List<String> methods = List.of(
            "gap",
            "gradient",
            "gradient-times-input",
            "guided-backprop",
            "grad-cam",
            "grad-cam-plus-plus",
            "layer-cam");

    @Option(
            names = "--cases",
            paramLabel = "N",
            description = "Also draw the first N pictures in which the tree misses the part and Grad-CAM does not.")
    private int cases;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where to write; created if need be.")
    private Path out = Path.of("");

    @Override
    public Integer call() throws IOException {
        PartsBenchmark benchmark = new PartsBenchmark(
                new Scenes(seed),
                count,
                tolerance,
                children,
                PartsBenchmark.methods(methods.stream().map(Methods::find).toList()));
        OutputFolder.create(out);
        PrintWriter writer = command.commandLine().getOut();
        try (Model model = SceneNetwork.open(network, command);
                AnalysisBar bar =
                        new AnalysisBar("pictures", command.commandLine().getErr())) {
            PartsReport report = benchmark.run(model, bar);
            new PartsFolder(out).write(report);
            if (cases > 0) {
                new PartsCases(report, cases).write(model, out);
            }
            writer.println("Right: " + report.right() + " of " + count + " pictures, " + report.counterfactualsRight()
                    + " counterfactuals.");
        }
        writer.println("Written: " + out.resolve("parts.md") + ", parts.json and plots");
        writer.flush();
        return 0;
    }
}
