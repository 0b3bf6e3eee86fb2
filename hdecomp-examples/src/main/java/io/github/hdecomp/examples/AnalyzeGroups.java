package io.github.hdecomp.examples;

import io.github.hdecomp.analysis.DataSetAnalysis;
import io.github.hdecomp.analysis.GroupInteraction;
import io.github.hdecomp.attribution.OverlapSuppression;
import io.github.hdecomp.model.Tap;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Whether channels that show the same stand in for each other. */
@Command(
        name = "groups",
        description = "Removes groups of overlapping channels, together and each channel alone.",
        mixinStandardHelpOptions = true,
        versionProvider = LibraryVersion.class,
        sortOptions = false)
final class AnalyzeGroups extends DataSetTask {
    @Option(
            names = "--overlap",
            paramLabel = "IOU",
            description = "Channels that overlap by more are a group (default: ${DEFAULT-VALUE}).")
    private double overlap = GroupInteraction.defaults().overlap().intersectionOverUnion();

    @Option(
            names = "--fraction",
            paramLabel = "PART",
            description = "Of a channel's maximum, from which a cell counts (default: ${DEFAULT-VALUE}).")
    private double fraction = GroupInteraction.defaults().overlap().fraction();

    @Option(names = "--taps", split = ",", paramLabel = "TAP", description = "The layers; without it, the stages.")
    private List<String> taps = List.of();

    @Override
    DataSetAnalysis analysis() {
        GroupInteraction defaults = GroupInteraction.defaults();
        return new GroupInteraction(
                new OverlapSuppression(overlap, fraction),
                defaults.groups(),
                defaults.children(),
                defaults.perLevel(),
                taps.stream().map(Tap::of).toList());
    }
}
