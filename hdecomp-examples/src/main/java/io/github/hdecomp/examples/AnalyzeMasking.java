package io.github.hdecomp.examples;

import io.github.hdecomp.analysis.ChannelFill;
import io.github.hdecomp.analysis.DataSetAnalysis;
import io.github.hdecomp.analysis.MaskingCurves;
import io.github.hdecomp.model.Tap;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Figure 6 of the paper. */
@Command(
        name = "masking",
        description = "Removes the most and the least important channels together.",
        mixinStandardHelpOptions = true,
        versionProvider = LibraryVersion.class,
        sortOptions = false)
final class AnalyzeMasking extends DataSetTask {
    @Option(
            names = "--channels",
            split = ",",
            paramLabel = "K",
            description = "How many channels are removed (default: 1,2,4,8,16,32,64).")
    private List<Integer> counts = MaskingCurves.defaults().counts();

    @Option(
            names = "--fill",
            paramLabel = "FILL",
            description = "What they are replaced by: zero, dataset-mean, layer-mean, own-mean (default: zero).")
    private String fill = MaskingCurves.defaults().fill().toString();

    @Option(names = "--taps", split = ",", paramLabel = "TAP", description = "The layers; without it, the stages.")
    private List<String> taps = List.of();

    @Override
    DataSetAnalysis analysis() {
        return new MaskingCurves(
                counts, ChannelFill.of(fill), taps.stream().map(Tap::of).toList());
    }
}
