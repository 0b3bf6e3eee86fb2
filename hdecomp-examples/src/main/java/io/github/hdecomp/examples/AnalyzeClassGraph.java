package io.github.hdecomp.examples;

import io.github.hdecomp.analysis.AnalysisResult;
import io.github.hdecomp.analysis.ClassEvidence;
import io.github.hdecomp.analysis.DataSetAnalysis;
import io.github.hdecomp.examples.graphs.GraphMl;
import io.github.hdecomp.model.Tap;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What classes are recognised by. */
@Command(
        name = "class-graph",
        description = "Lays the trees of each class over each other; writes a GraphML file per class.",
        mixinStandardHelpOptions = true,
        versionProvider = LibraryVersion.class,
        sortOptions = false)
final class AnalyzeClassGraph extends DataSetTask {
    @Option(names = "--children", paramLabel = "N", description = "Channels per decision (default: ${DEFAULT-VALUE}).")
    private int children = ClassEvidence.defaults().children();

    @Option(
            names = "--least",
            paramLabel = "PART",
            description = "Of a class's trees, in which a node has to be (default: ${DEFAULT-VALUE}).")
    private double least = ClassEvidence.defaults().leastFrequency();

    @Option(names = "--predicted", description = "Group pictures by the predicted class even where there is a label.")
    private boolean predicted;

    @Option(names = "--taps", split = ",", paramLabel = "TAP", description = "The layers; without it, the stages.")
    private List<String> taps = List.of();

    @Override
    DataSetAnalysis analysis() {
        return new ClassEvidence(
                children, predicted, least, taps.stream().map(Tap::of).toList());
    }

    @Override
    void writeMore(AnalysisResult result, Setting setting) throws IOException {
        for (ClassEvidence.Graph graph : ((ClassEvidence.Result) result).graphs()) {
            GraphMl.write(graph, setting.folder().resolve("class-" + graph.classId() + ".graphml"));
        }
    }
}
