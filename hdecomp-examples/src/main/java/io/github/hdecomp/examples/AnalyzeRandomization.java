package io.github.hdecomp.examples;

import io.github.hdecomp.analysis.AnalysisResult;
import io.github.hdecomp.analysis.ParameterRandomization;
import io.github.hdecomp.data.BulkRun;
import io.github.hdecomp.data.ImageSet;
import io.github.hdecomp.examples.methods.Methods;
import io.github.hdecomp.model.ModelOptions;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Figure 8 of the paper. */
@Command(
        name = "randomization",
        description = "Sets layers back to random values, from the scores down, and compares the maps of methods.",
        mixinStandardHelpOptions = true,
        versionProvider = LibraryVersion.class,
        sortOptions = false)
final class AnalyzeRandomization extends AnalysisTask {
    @Option(
            names = "--methods",
            split = ",",
            paramLabel = "METHOD",
            description = "What is compared (default: gap,gradient,guided-backprop,integrated-gradients,smooth-grad).")
    private List<String> methods = List.of("gap", "gradient", "guided-backprop", "integrated-gradients", "smooth-grad");

    @Option(names = "--independent", description = "Each block alone, rather than all from the scores down to it.")
    private boolean independent;

    @Option(names = "--own-class", description = "Random networks explain the class that they predict themselves.")
    private boolean ownClass;

    @Override
    String name() {
        return "randomization";
    }

    @Override
    AnalysisResult run(Subject subject, ImageSet set, BulkRun run) throws IOException {
        return new ParameterRandomization(methods.stream().map(Methods::find).toList(), !independent, ownClass, seed())
                .run(subject.spec(), subject.weights(), ModelOptions.defaults().withThreads(1), set, run);
    }
}
