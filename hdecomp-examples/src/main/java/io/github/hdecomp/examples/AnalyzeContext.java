package io.github.hdecomp.examples;

import io.github.hdecomp.analysis.ContextLabels;
import io.github.hdecomp.analysis.DataSetAnalysis;
import io.github.hdecomp.data.LabelMaps;
import io.github.hdecomp.model.Tap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Figures 13 and 14 of the paper. */
@Command(
        name = "context",
        description = "Shows what evidence lies on, by label maps of the pictures.",
        mixinStandardHelpOptions = true,
        versionProvider = LibraryVersion.class,
        sortOptions = false)
final class AnalyzeContext extends DataSetTask {
    @Option(
            names = "--maps",
            required = true,
            paramLabel = "DIR",
            description = "The label maps: PNG files with the pictures' names, one label per pixel.")
    private Path maps = Path.of("");

    @Option(
            names = "--map-labels",
            required = true,
            paramLabel = "FILE",
            description = "The names of labels: 'NUMBER: NAME' per line, or names alone, from 0.")
    private Path names = Path.of("");

    @Option(names = "--children", paramLabel = "N", description = "Channels per decision (default: ${DEFAULT-VALUE}).")
    private int children = 3;

    @Option(
            names = "--fraction",
            paramLabel = "PART",
            description = "Of a channel's maximum, from which a cell counts (default: ${DEFAULT-VALUE}).")
    private double fraction = 0.2;

    @Option(names = "--tap", paramLabel = "TAP", description = "The layer; without it, the second highest stage.")
    private Optional<String> tap = Optional.empty();

    @Override
    DataSetAnalysis analysis() throws IOException {
        return new ContextLabels(
                LabelMaps.open(maps, names),
                children,
                fraction,
                tap.map(Tap::of).map(List::of).orElse(List.of()));
    }
}
