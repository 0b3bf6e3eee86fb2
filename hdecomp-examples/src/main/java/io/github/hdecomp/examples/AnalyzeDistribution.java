package io.github.hdecomp.examples;

import io.github.hdecomp.analysis.ContributionDistribution;
import io.github.hdecomp.analysis.DataSetAnalysis;
import io.github.hdecomp.attribution.OverlapSuppression;
import io.github.hdecomp.model.Tap;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Figure 7 of the paper. */
@Command(
        name = "distribution",
        description = "Shows how evidence is spread over channels, and how many of them show the same.",
        mixinStandardHelpOptions = true,
        versionProvider = LibraryVersion.class,
        sortOptions = false)
final class AnalyzeDistribution extends DataSetTask {
    @Option(
            names = "--overlap",
            paramLabel = "IOU",
            description = "Channels that overlap by more are merged (default: ${DEFAULT-VALUE}).")
    private double overlap = OverlapSuppression.defaults().intersectionOverUnion();

    @Option(
            names = "--fraction",
            paramLabel = "PART",
            description = "Of a channel's maximum, from which a cell counts (default: ${DEFAULT-VALUE}).")
    private double fraction = OverlapSuppression.defaults().fraction();

    @Option(names = "--taps", split = ",", paramLabel = "TAP", description = "The layers; without it, the stages.")
    private List<String> taps = List.of();

    @Override
    DataSetAnalysis analysis() {
        return new ContributionDistribution(
                new OverlapSuppression(overlap, fraction),
                ContributionDistribution.defaults().points(),
                taps.stream().map(Tap::of).toList());
    }
}
