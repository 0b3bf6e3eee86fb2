package io.github.hdecomp.examples;

import io.github.hdecomp.analysis.ChannelFill;
import io.github.hdecomp.analysis.ChannelGroundTruth;
import io.github.hdecomp.analysis.DataSetAnalysis;
import io.github.hdecomp.model.Tap;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Table 1 of the paper. */
@Command(
        name = "pcc",
        description = "Correlates contributions of channels with what decisions lose without them.",
        mixinStandardHelpOptions = true,
        versionProvider = LibraryVersion.class,
        sortOptions = false)
final class AnalyzePcc extends DataSetTask {
    @Option(
            names = "--fill",
            split = ",",
            paramLabel = "FILL",
            description = "What channels are replaced by: zero, dataset-mean, layer-mean, own-mean"
                    + " (default: zero,dataset-mean).")
    private List<String> fills = ChannelGroundTruth.defaults().fills().stream()
            .map(ChannelFill::toString)
            .toList();

    @Option(names = "--taps", split = ",", paramLabel = "TAP", description = "The layers; without it, the stages.")
    private List<String> taps = List.of();

    @Option(
            names = "--children",
            paramLabel = "N",
            description = "Channels of a decision that become decisions (default: ${DEFAULT-VALUE}).")
    private int children = ChannelGroundTruth.defaults().children();

    @Option(
            names = "--per-level",
            paramLabel = "N",
            description = "Decisions per level, at most (default: ${DEFAULT-VALUE}).")
    private int perLevel = ChannelGroundTruth.defaults().perLevel();

    @Option(names = "--all-pairs", description = "Decisions into all layers below them, not the next alone.")
    private boolean allPairs;

    @Override
    DataSetAnalysis analysis() {
        return new ChannelGroundTruth(
                fills.stream().map(ChannelFill::of).toList(),
                taps.stream().map(Tap::of).toList(),
                children,
                perLevel,
                allPairs);
    }
}
