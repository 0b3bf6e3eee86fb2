package io.github.hdecomp.examples;

import io.github.hdecomp.analysis.AnalysisResult;
import io.github.hdecomp.analysis.LabelRandomization;
import io.github.hdecomp.data.BulkRun;
import io.github.hdecomp.data.ImageSet;
import io.github.hdecomp.examples.methods.Methods;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.ModelOptions;
import io.github.hdecomp.weights.Models;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Figure 8b of the paper. */
@Command(
        name = "label-randomization",
        description = "Compares the maps of methods with those of a network that learned permuted labels, such as"
                + " `hdecomp train-demo --permuted-labels` trains.",
        mixinStandardHelpOptions = true,
        versionProvider = LibraryVersion.class,
        sortOptions = false)
final class AnalyzeLabelRandomization extends AnalysisTask {
    @Option(
            names = "--permuted",
            required = true,
            paramLabel = "FILE",
            description = "The weights of the network that was trained with permuted labels.")
    private Path permuted = Path.of("");

    @Option(
            names = "--methods",
            split = ",",
            paramLabel = "METHOD",
            description = "What is compared; `hdecomp attribute --help` names all (default: ${DEFAULT-VALUE}).")
    private List<String> methods = List.of(
            "gap",
            "gradient",
            "gradient-times-input",
            "guided-backprop",
            "guided-grad-cam",
            "grad-cam",
            "grad-cam-plus-plus",
            "layer-cam");

    @Option(names = "--same-class", description = "Both explain the class that the first predicts, not each its own.")
    private boolean sameClass;

    @Override
    String name() {
        return "label-randomization";
    }

    @Override
    AnalysisResult run(Subject subject, ImageSet set, BulkRun run) throws IOException {
        try (Model other =
                Models.load(subject.spec(), permuted, ModelOptions.defaults().withThreads(1))) {
            return new LabelRandomization(methods.stream().map(Methods::find).toList(), sameClass)
                    .run(subject.model(), other, set, run);
        }
    }
}
