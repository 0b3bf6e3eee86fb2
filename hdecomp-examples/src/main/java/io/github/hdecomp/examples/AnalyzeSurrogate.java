package io.github.hdecomp.examples;

import io.github.hdecomp.analysis.ChannelFill;
import io.github.hdecomp.analysis.DataSetAnalysis;
import io.github.hdecomp.analysis.SparseSurrogate;
import io.github.hdecomp.model.Tap;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Figure 9 of the paper. */
@Command(
        name = "surrogate",
        description = "Predicts with the channels of the tree alone, and with as many random ones.",
        mixinStandardHelpOptions = true,
        versionProvider = LibraryVersion.class,
        sortOptions = false)
final class AnalyzeSurrogate extends DataSetTask {
    @Option(
            names = "--k",
            split = ",",
            paramLabel = "K",
            description = "Channels kept per decision (default: 1,2,4,8,16,32,64).")
    private List<Integer> sizes = SparseSurrogate.defaults().sizes();

    @Option(
            names = "--fill",
            paramLabel = "FILL",
            description =
                    "What other channels are replaced by: zero, dataset-mean, layer-mean, own-mean (default: zero).")
    private String fill = SparseSurrogate.defaults().fill().toString();

    @Option(names = "--taps", split = ",", paramLabel = "TAP", description = "The layers; without it, the stages.")
    private List<String> taps = List.of();

    @Option(
            names = "--per-level",
            paramLabel = "N",
            description = "Decisions that are decomposed per level, at most (default: ${DEFAULT-VALUE}).")
    private int perLevel = SparseSurrogate.defaults().perLevel();

    @Option(names = "--one-peak", description = "Follow each channel at its best peak only.")
    private boolean onePeak;

    @Override
    DataSetAnalysis analysis() {
        return new SparseSurrogate(
                sizes, ChannelFill.of(fill), taps.stream().map(Tap::of).toList(), perLevel, onePeak, seed());
    }
}
