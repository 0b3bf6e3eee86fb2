package io.github.hdecomp.examples;

import io.github.hdecomp.analysis.DataSetAnalysis;
import io.github.hdecomp.analysis.MissedEvidence;
import io.github.hdecomp.model.Tap;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What a tree of few channels leaves out. */
@Command(
        name = "missed",
        description = "Measures how much evidence the tree does not show.",
        mixinStandardHelpOptions = true,
        versionProvider = LibraryVersion.class,
        sortOptions = false)
final class AnalyzeMissed extends DataSetTask {
    @Option(names = "--children", paramLabel = "N", description = "Channels per decision (default: ${DEFAULT-VALUE}).")
    private int children = MissedEvidence.defaults().children();

    @Option(
            names = "--per-level",
            paramLabel = "N",
            description = "Decisions per level, at most (default: ${DEFAULT-VALUE}).")
    private int perLevel = MissedEvidence.defaults().perLevel();

    @Option(names = "--taps", split = ",", paramLabel = "TAP", description = "The layers; without it, the stages.")
    private List<String> taps = List.of();

    @Override
    DataSetAnalysis analysis() {
        return new MissedEvidence(children, perLevel, taps.stream().map(Tap::of).toList());
    }
}
