package io.github.hdecomp.examples;

import io.github.hdecomp.analysis.AblationComparison;
import io.github.hdecomp.analysis.ChannelImportance;
import io.github.hdecomp.analysis.DataSetAnalysis;
import io.github.hdecomp.attribution.Conductance;
import io.github.hdecomp.attribution.InternalInfluence;
import io.github.hdecomp.attribution.Lrp;
import io.github.hdecomp.model.Tap;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Figure 10 of the paper. */
@Command(
        name = "ablation",
        description = "Removes the channels that gAP, conductance, internal influence and LRP rank highest.",
        mixinStandardHelpOptions = true,
        versionProvider = LibraryVersion.class,
        sortOptions = false)
final class AnalyzeAblation extends DataSetTask {
    @Option(
            names = "--channels",
            split = ",",
            paramLabel = "N",
            description = "How many channels are removed per stage (default: 1,2,4,8,16,32).")
    private List<Integer> counts = List.of(1, 2, 4, 8, 16, 32);

    @Option(
            names = "--children",
            paramLabel = "N",
            description = "Channels of each decision that gAP selects (default: ${DEFAULT-VALUE}).")
    private int children = ChannelImportance.Propagated.defaults().children();

    @Option(
            names = "--per-level",
            paramLabel = "N",
            description = "Decisions that gAP decomposes per level, at most (default: ${DEFAULT-VALUE}).")
    private int perLevel = ChannelImportance.Propagated.defaults().perLevel();

    @Option(
            names = "--handed-down",
            paramLabel = "PART",
            description = "What part of a decision's importance gAP gives each selected channel:"
                    + " ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private ChannelImportance.HandedDown handedDown =
            ChannelImportance.Propagated.defaults().handedDown();

    @Option(names = "--steps", paramLabel = "N", description = "Steps of the path methods (default: ${DEFAULT-VALUE}).")
    private int steps = 16;

    @Option(names = "--taps", split = ",", paramLabel = "TAP", description = "The layers; without it, the stages.")
    private List<String> taps = List.of();

    @Override
    DataSetAnalysis analysis() {
        Conductance conductance = Conductance.defaults();
        InternalInfluence influence = InternalInfluence.defaults();
        Lrp relevance = Lrp.defaults();
        return new AblationComparison(
                List.of(
                        new ChannelImportance.Propagated(children, perLevel, handedDown),
                        new ChannelImportance.Summed(
                                "conductance",
                                tap -> new Conductance(
                                        Optional.of(tap),
                                        steps,
                                        conductance.points(),
                                        conductance.gradient(),
                                        conductance.baseline())),
                        new ChannelImportance.Summed(
                                "internal-influence",
                                tap -> new InternalInfluence(
                                        Optional.of(tap),
                                        steps,
                                        influence.rule(),
                                        influence.baseline(),
                                        influence.timesFeatures())),
                        new ChannelImportance.Summed("lrp", tap -> new Lrp(relevance.rules(), relevance.start(), tap)),
                        new ChannelImportance.AtRandom(seed())),
                counts,
                taps.stream().map(Tap::of).toList());
    }
}
