package io.github.hdecomp.examples;

import io.github.hdecomp.analysis.AnalysisJson;
import io.github.hdecomp.analysis.AnalysisMarkdown;
import io.github.hdecomp.analysis.AnalysisResult;
import io.github.hdecomp.analysis.Figure;
import io.github.hdecomp.analysis.Table;
import io.github.hdecomp.data.BulkRun;
import io.github.hdecomp.data.ImageSet;
import io.github.hdecomp.examples.output.WholeFile;
import io.github.hdecomp.examples.plots.FigurePlot;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.ModelOptions;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.Weights;
import io.github.hdecomp.spi.NetworkFile;
import io.github.hdecomp.weights.Models;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * What all experiments do alike: take a network and pictures, and write NAME.json, NAME.md and a PNG per figure. While one runs,
 * its folder holds journals from which it goes on when the same command is given again.
 */
abstract class AnalysisTask implements Callable<Integer> {
    @Spec
    private CommandSpec command = CommandSpec.create();

    @Mixin
    private NetworkOptions network = new NetworkOptions();

    @Mixin
    private ImagesOptions images = new ImagesOptions();

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many pictures are worked on at once (default: as many as there are processors).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where to write; created if need be.")
    private Path out = Path.of("");

    /** The name of the experiment, which its files have. */
    abstract String name();

    /** Does the experiment that the options ask for. */
    abstract AnalysisResult run(Subject subject, ImageSet set, BulkRun run) throws IOException;

    /** What else is written beside the tables and figures. */
    void writeMore(AnalysisResult result, Setting setting) throws IOException {}

    /** The network that is looked at, ready to run and as it was read. */
    record Subject(Model model, ModelSpec spec, Weights weights) {}

    /** What an experiment was done with: the network, the pictures, how they are gone through, and where to write. */
    record Setting(Subject subject, ImageSet set, BulkRun run, Path folder) {

        /** The picture of a name. */
        int index(String name) {
            return IntStream.range(0, set.size())
                    .filter(i -> set.entry(i).name().equals(name))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** A network, with the labels and the preprocessing that were asked for. */
    final ModelSpec described(ModelSpec spec) throws IOException {
        return images.described(spec);
    }

    /** A network that is ready for an experiment: pictures side by side are faster than threads that share one. */
    static Model build(ModelSpec spec, Weights weights) throws IOException {
        return Models.build(spec, weights, ModelOptions.defaults().withThreads(1));
    }

    /** What all that is random starts from. */
    final long seed() {
        return images.seed();
    }

    final PrintWriter out() {
        return command.commandLine().getOut();
    }

    @Override
    public Integer call() throws IOException {
        ImageSet set = images.open(command.commandLine());
        try (NetworkFile file = network.open(command.commandLine().getErr()).orElseThrow(this::missing)) {
            ModelSpec spec = described(file.spec());
            OutputFolder.create(out);
            try (Model model = build(spec, file.weights());
                    AnalysisBar bar =
                            new AnalysisBar(name(), command.commandLine().getErr())) {
                BulkRun run = BulkRun.defaults()
                        .withThreads(threads)
                        .withProgress(bar)
                        .withJournal(out.resolve("." + name() + ".journal"));
                Subject subject = new Subject(model, spec, file.weights());
                AnalysisResult result = run(subject, set, run);
                write(result);
                writeMore(result, new Setting(subject, set, run, out));
                deleteJournals(name());
            }
        }
        return 0;
    }

    private ParameterException missing() {
        return new ParameterException(
                command.commandLine(), "Missing required option: '--weights=FILE' or '--pretrained=NAME'");
    }

    private void write(AnalysisResult result) throws IOException {
        write(result.provenance().analysis(), result, result.tables(), result.figures(), List.of(result));
    }

    /** Writes NAME.json, NAME.md and the figures, all with what they were found with, and prints what is to be read. */
    final void write(
            String name,
            Object content,
            List<Table> tables,
            List<Figure> figures,
            List<? extends AnalysisResult> foundBy)
            throws IOException {
        String text = AnalysisMarkdown.of(name, tables, foundBy);
        AnalysisJson.write(content, out.resolve(name + ".json"));
        WholeFile.write(out.resolve(name + ".md"), text);
        for (Figure figure : figures) {
            FigurePlot.write(figure, AnalysisMarkdown.foundWith(foundBy), out.resolve(figure.name() + ".png"));
        }
        out().println(text);
        out().println("Written: " + out.resolve(name + ".json"));
        out().flush();
    }

    private void deleteJournals(String name) throws IOException {
        try (Stream<Path> files = Files.list(out)) {
            List<Path> journals = files.filter(
                            file -> String.valueOf(file.getFileName()).startsWith("." + name + ".journal"))
                    .toList();
            for (Path journal : journals) {
                Files.delete(journal);
            }
        }
    }
}
