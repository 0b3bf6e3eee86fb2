package io.github.hdecomp.examples;

import io.github.hdecomp.analysis.AdversarialChange;
import io.github.hdecomp.analysis.AnalysisResult;
import io.github.hdecomp.analysis.ProjectedGradientDescent;
import io.github.hdecomp.data.BulkRun;
import io.github.hdecomp.model.Tap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Figure 12 of the paper. */
@Command(
        name = "adversarial",
        description = "Attacks pictures and looks at the channels that matter for either class; explains one attack.",
        mixinStandardHelpOptions = true,
        versionProvider = LibraryVersion.class,
        sortOptions = false)
final class AnalyzeAdversarial extends DataSetTask {
    private static final double COLOURS = 255;

    @Option(
            names = "--norm",
            paramLabel = "NORM",
            description = "The size of a change: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private ProjectedGradientDescent.Norm norm = ProjectedGradientDescent.Norm.MAXIMUM;

    @Option(
            names = "--epsilon",
            paramLabel = "SIZE",
            description = "The largest change, in steps of 8-bit colours (default: ${DEFAULT-VALUE}).")
    private double epsilon = 8;

    @Option(
            names = "--step",
            paramLabel = "SIZE",
            description = "The size of one step, likewise (default: ${DEFAULT-VALUE}).")
    private double step = 2;

    @Option(names = "--steps", paramLabel = "N", description = "How many steps (default: ${DEFAULT-VALUE}).")
    private int steps = 10;

    @Option(names = "--target", paramLabel = "ID", description = "The class to lead to; without it, any other.")
    private int target = -1;

    @Option(names = "--channels", paramLabel = "N", description = "Channels per class (default: ${DEFAULT-VALUE}).")
    private int channels = AdversarialChange.defaults().channels();

    @Option(names = "--tap", paramLabel = "TAP", description = "Their layer; without it, the highest stage.")
    private Optional<String> tap = Optional.empty();

    @Override
    AdversarialChange analysis() {
        ProjectedGradientDescent attack =
                new ProjectedGradientDescent(norm, epsilon / COLOURS, step / COLOURS, steps, true, seed());
        return new AdversarialChange(
                attack, channels, target, tap.map(Tap::of).map(List::of).orElse(List.of()));
    }

    /** The first picture that was fooled. */
    @Override
    void writeMore(AnalysisResult result, Setting setting) throws IOException {
        Optional<BulkRun.Item<AdversarialChange.Picture>> fooled = ((AdversarialChange.Result) result)
                .pictures().stream().filter(picture -> picture.value().fooled()).findFirst();
        if (fooled.isPresent()) {
            Path folder = setting.folder().resolve("attack");
            OutputFolder.create(folder);
            new AttackReport(setting.subject().model(), analysis()).write(setting.set(), fooled.get(), folder);
            out().println("Written: " + folder.resolve("report.md"));
            out().flush();
        }
    }
}
