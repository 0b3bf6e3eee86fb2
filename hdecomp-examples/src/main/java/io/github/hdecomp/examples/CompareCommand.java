package io.github.hdecomp.examples;

import io.github.hdecomp.analysis.AnalysisJson;
import io.github.hdecomp.analysis.AnalysisMarkdown;
import io.github.hdecomp.comparison.Asked;
import io.github.hdecomp.comparison.Candidate;
import io.github.hdecomp.comparison.ComparisonResult;
import io.github.hdecomp.comparison.ExampleMaps;
import io.github.hdecomp.comparison.MethodComparison;
import io.github.hdecomp.data.BulkRun;
import io.github.hdecomp.data.ImageSet;
import io.github.hdecomp.data.ObjectSet;
import io.github.hdecomp.examples.output.WholeFile;
import io.github.hdecomp.metric.Metric;
import io.github.hdecomp.metric.PointingGame;
import io.github.hdecomp.metric.SanityCheck;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.ModelOptions;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.Weights;
import io.github.hdecomp.spi.NetworkFile;
import io.github.hdecomp.weights.Models;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Compares methods on a picture or a set of pictures. */
@Command(
        name = "compare",
        description =
                "Explains the same decisions by several methods and judges them by metrics; writes compare.md with"
                        + " a table of methods and metrics, compare.json with every score, and compare.png with the maps of the"
                        + " first pictures. A run that was interrupted goes on when the same command is given again.",
        mixinStandardHelpOptions = true,
        versionProvider = LibraryVersion.class,
        sortOptions = false)
final class CompareCommand implements Callable<Integer> {
    private static final int TILE = 150;

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Mixin
    private NetworkOptions network = new NetworkOptions();

    @Mixin
    private ComparedPictures pictures = new ComparedPictures();

    @Mixin
    private ComparedMethods methods = new ComparedMethods();

    @Option(
            names = "--metrics",
            split = ",",
            paramLabel = "METRIC",
            description = "The metrics, separated by commas: ${COMPLETION-CANDIDATES}; without it, those on masked"
                    + " pictures, and with boxes or masks those of places.",
            completionCandidates = MetricNames.class)
    private List<String> metrics = List.of();

    @Option(
            names = "--tolerance",
            paramLabel = "PIXELS",
            description =
                    "What pointing games forgive, in pixels of the picture (default: ${DEFAULT-VALUE}, which is much on"
                            + " small pictures).")
    private int tolerance = PointingGame.defaults().tolerance();

    @Option(
            names = "--ask",
            paramLabel = "WHICH",
            description =
                    "Which classes are explained: ${COMPLETION-CANDIDATES} (default: objects where they are known,"
                            + " else predicted).")
    private @Nullable Asked asked;

    @Option(names = "--class", paramLabel = "ID", description = "In place of these: one class, from 0.")
    private @Nullable Integer classId;

    @Option(
            names = "--shown",
            paramLabel = "N",
            description = "Of how many pictures compare.png shows the maps (default: ${DEFAULT-VALUE}).")
    private int shown = 3;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many pictures are worked on at once; more than one is faster, but makes the time of each"
                    + " method longer (default: ${DEFAULT-VALUE}).")
    private int threads = 1;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where to write; created if need be.")
    private Path out = Path.of("");

    @Override
    public Integer call() throws IOException {
        if (pictures.contradict()) {
            throw new ParameterException(
                    command.commandLine(),
                    "Expected one of '--image=FILE', '--images=PATH', '--voc=DIR' or '--scenes=N', and '--masks' or '--coco' with"
                            + " '--images' only");
        }
        List<Candidate> candidates = methods.candidates();
        metrics.stream().filter(name -> !name.equals(Metrics.SANITY_CHECK)).forEach(Metrics::find);
        try (NetworkFile file = network.open(command.commandLine().getErr()).orElseThrow(this::missing)) {
            ModelSpec spec = pictures.described(file.spec());
            ImageSet set = pictures.open(spec);
            OutputFolder.create(out);
            int each = Math.max(1, Runtime.getRuntime().availableProcessors() / threads);
            ModelOptions options = ModelOptions.defaults().withThreads(each);
            try (Model model = Models.build(spec, file.weights(), options);
                    Randomised randomised = new Randomised(spec, options)) {
                compare(model, set, candidates, judges(set, randomised));
            }
        }
        return 0;
    }

    private ParameterException missing() {
        return new ParameterException(
                command.commandLine(), "Missing required option: '--weights=FILE' or '--pretrained=NAME'");
    }

    /** The network with random weights, built if a metric asks for it. */
    private final class Randomised implements AutoCloseable {
        private final ModelSpec spec;
        private final ModelOptions options;
        private Optional<Model> model = Optional.empty();

        Randomised(ModelSpec spec, ModelOptions options) {
            this.spec = spec;
            this.options = options;
        }

        Model build() throws IOException {
            Model built = Models.build(spec, Weights.random(spec, pictures.seed()), options);
            model = Optional.of(built);
            return built;
        }

        @Override
        public void close() {
            model.ifPresent(Model::close);
        }
    }

    private List<Metric> judges(ImageSet set, Randomised randomised) throws IOException {
        List<Metric> judges = new ArrayList<>();
        for (String name : metrics) {
            judges.add(name.equals(Metrics.SANITY_CHECK) ? SanityCheck.of(randomised.build()) : Metrics.find(name));
        }
        if (metrics.isEmpty()) {
            judges.addAll(Metrics.usual(set instanceof ObjectSet));
        }
        judges.replaceAll(judge -> judge instanceof PointingGame game ? game.withTolerance(tolerance) : judge);
        return judges;
    }

    private void compare(Model model, ImageSet set, List<Candidate> candidates, List<Metric> judges)
            throws IOException {
        Asked usual = set instanceof ObjectSet ? Asked.OBJECTS : Asked.PREDICTED;
        MethodComparison comparison = new MethodComparison(
                candidates,
                judges,
                asked == null ? usual : asked,
                classId == null ? OptionalInt.empty() : OptionalInt.of(classId));
        // Drawn first: it also warms the machine up for the times that are measured.
        Optional<BufferedImage> maps =
                shown == 0 ? Optional.empty() : new ExampleMaps(comparison, shown, TILE).draw(model, set);
        Path journal = out.resolve(".compare.journal");
        try (AnalysisBar bar =
                new AnalysisBar(comparison.name(), command.commandLine().getErr())) {
            BulkRun run =
                    BulkRun.defaults().withThreads(threads).withProgress(bar).withJournal(journal);
            write(comparison.run(model, set, run), maps);
        }
        Files.deleteIfExists(journal);
    }

    private void write(ComparisonResult result, Optional<BufferedImage> maps) throws IOException {
        String text = AnalysisMarkdown.of(result);
        String report = maps.isPresent() ? text + "\n![The maps of the first pictures](compare.png)\n" : text;
        AnalysisJson.write(result, out.resolve("compare.json"));
        WholeFile.write(out.resolve("compare.md"), report);
        if (maps.isPresent()) {
            WholeFile.write(out.resolve("compare.png"), maps.get());
        }
        PrintWriter writer = command.commandLine().getOut();
        writer.println(text);
        writer.println("Written: " + out.resolve("compare.md") + ", " + out.resolve("compare.json")
                + (maps.isPresent() ? ", " + out.resolve("compare.png") : ""));
        writer.flush();
    }
}
