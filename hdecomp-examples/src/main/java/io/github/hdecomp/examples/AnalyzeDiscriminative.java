package io.github.hdecomp.examples;

import io.github.hdecomp.analysis.AnalysisResult;
import io.github.hdecomp.analysis.DiscriminativeComparison;
import io.github.hdecomp.analysis.DiscriminativeDegree;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.spi.NetworkFile;
import io.github.hdecomp.weights.Models;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Figure 15 of the paper. */
@Command(
        name = "discriminative",
        description = "Shows how much channels belong to one class, in one network or in several beside each other.",
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

    @Option(
            names = "--beside",
            paramLabel = "FILE",
            description = "Another network, to compare with on the same pictures; may be repeated.")
    private List<Path> others = List.of();

    @Override
    DiscriminativeDegree analysis() {
        return new DiscriminativeDegree(
                children, once, perClass, predicted, taps.stream().map(Tap::of).toList());
    }

    @Override
    void writeMore(AnalysisResult result, Setting setting) throws IOException {
        if (others.isEmpty()) {
            return;
        }
        List<DiscriminativeDegree.Result> networks = new ArrayList<>(List.of((DiscriminativeDegree.Result) result));
        for (int i = 0; i < others.size(); i++) {
            Path journal = setting.folder().resolve("." + name() + ".journal.beside" + (i + 1));
            try (NetworkFile file = Models.identify(others.get(i));
                    Model model = build(described(file.spec()), file.weights())) {
                networks.add(analysis().run(model, setting.set(), setting.run().withJournal(journal)));
            }
        }
        DiscriminativeComparison comparison = new DiscriminativeComparison(networks);
        write("discriminative-networks", comparison, comparison.tables(), comparison.figures(), networks);
    }
}
