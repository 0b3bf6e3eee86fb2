package io.github.hdecomp.examples;

import io.github.hdecomp.analysis.DataSetAnalysis;
import io.github.hdecomp.analysis.DiscriminativeDegree;
import io.github.hdecomp.model.Tap;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Figure 15 of the paper. */
@Command(
        name = "discriminative",
        description = "Shows how much channels belong to one class.",
        mixinStandardHelpOptions = true,
        versionProvider = LibraryVersion.class,
        sortOptions = false)
final class AnalyzeDiscriminative extends DataSetTask {
    @Option(names = "--children", paramLabel = "N", description = "Channels per decision (default: ${DEFAULT-VALUE}).")
    private int children = DiscriminativeDegree.defaults().children();

    @Option(names = "--once", description = "Count a channel once per picture, not once per decision.")
    private boolean once;

    @Option(names = "--per-class", description = "Divide counts by the number of pictures of the class.")
    private boolean perClass;

    @Option(names = "--predicted", description = "Explain the predicted class even where there is a label.")
    private boolean predicted;

    @Option(names = "--taps", split = ",", paramLabel = "TAP", description = "The layers; without it, the stages.")
    private List<String> taps = List.of();

    @Override
    DataSetAnalysis analysis() {
        return new DiscriminativeDegree(
                children, once, perClass, predicted, taps.stream().map(Tap::of).toList());
    }
}
