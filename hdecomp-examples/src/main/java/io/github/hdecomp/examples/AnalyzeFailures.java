package io.github.hdecomp.examples;

import io.github.hdecomp.analysis.AnalysisResult;
import io.github.hdecomp.analysis.DataSetAnalysis;
import io.github.hdecomp.analysis.FailureDiagnosis;
import io.github.hdecomp.analysis.FailureStories;
import io.github.hdecomp.tree.Options;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Figure 11 of the paper. */
@Command(
        name = "failures",
        description =
                "Diagnoses pictures that are taken for a wrong class: the evidence that only it has, and the place"
                        + " that repairs the decision when it is covered.",
        mixinStandardHelpOptions = true,
        versionProvider = LibraryVersion.class,
        sortOptions = false)
final class AnalyzeFailures extends DataSetTask {
    @Option(
            names = "--largest",
            paramLabel = "PART",
            description = "Of the picture, that a place may cover (default: ${DEFAULT-VALUE}).")
    private double largest = FailureDiagnosis.defaults().largest();

    @Option(
            names = "--attempts",
            paramLabel = "N",
            description = "Places that are covered, at most (default: ${DEFAULT-VALUE}).")
    private int attempts = FailureDiagnosis.defaults().attempts();

    @Option(names = "--children", paramLabel = "N", description = "Channels per decision (default: ${DEFAULT-VALUE}).")
    private int children = Options.defaults().children();

    @Option(
            names = "--reports",
            paramLabel = "N",
            description = "Of how many pictures reports are written (default: ${DEFAULT-VALUE}).")
    private int reports = 3;

    private FailureDiagnosis diagnosis() {
        return new FailureDiagnosis(Options.defaults().withChildren(children), largest, attempts);
    }

    @Override
    DataSetAnalysis analysis() {
        return new FailureStories(diagnosis());
    }

    @Override
    void writeMore(AnalysisResult result, Setting setting) throws IOException {
        List<String> stories = ((FailureStories.Result) result)
                .stories().stream().map(story -> story.name()).limit(reports).toList();
        FailureReport report = new FailureReport(setting.subject().model(), diagnosis());
        for (int i = 0; i < stories.size(); i++) {
            Path story = setting.folder().resolve("failure-" + (i + 1));
            OutputFolder.create(story);
            report.write(setting.set(), setting.index(stories.get(i)), story);
            out().println("Written: " + story.resolve("report.md"));
        }
        out().flush();
    }
}
