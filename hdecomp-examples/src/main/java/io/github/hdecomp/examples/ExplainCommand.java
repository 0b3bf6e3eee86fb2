package io.github.hdecomp.examples;

import io.github.hdecomp.Decomposer;
import io.github.hdecomp.Exploration;
import io.github.hdecomp.export.DotExporter;
import io.github.hdecomp.export.HtmlExporter;
import io.github.hdecomp.export.JsonExporter;
import io.github.hdecomp.export.PyramidExporter;
import io.github.hdecomp.export.TextExporter;
import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.ModelOptions;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.Prediction;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.render.InputPicture;
import io.github.hdecomp.render.SharpViews;
import io.github.hdecomp.spi.NetworkFile;
import io.github.hdecomp.tensor.Tensor;
import io.github.hdecomp.tree.Evidence;
import io.github.hdecomp.tree.EvidenceNode;
import io.github.hdecomp.tree.EvidenceTree;
import io.github.hdecomp.tree.Options;
import io.github.hdecomp.weights.Models;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Explains one decision about one picture. */
@Command(
        name = "explain",
        description = "Decomposes a decision about a picture; writes tree.html, pyramid.png, tree.json and"
                + " tree.dot, and prints the tree.",
        mixinStandardHelpOptions = true,
        versionProvider = LibraryVersion.class,
        sortOptions = false)
final class ExplainCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command = CommandSpec.create();

    @Mixin
    private NetworkOptions network = new NetworkOptions();

    @Mixin
    private PictureOptions picture = new PictureOptions();

    @Option(
            names = "--class",
            paramLabel = "ID",
            description = "The class to explain, from 0; without it, the predicted class.")
    private @Nullable Integer classId;

    @Option(names = "--children", paramLabel = "N", description = "Channels per decision (default: ${DEFAULT-VALUE}).")
    private int children = Options.defaults().children();

    @Option(
            names = "--taps",
            split = ",",
            paramLabel = "TAP",
            description = "The layers at which to decompose, separated by commas; without it, the network's stages.")
    private List<String> taps = List.of();

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where to write; created if need be.")
    private Path out = Path.of("");

    @Override
    public Integer call() throws IOException {
        Options options = Options.defaults().withChildren(children).withTaps(taps.toArray(String[]::new));
        picture.check(network, command.commandLine());
        try (NetworkFile file = network.open(command.commandLine().getErr()).orElseThrow(this::missing)) {
            ModelSpec spec = picture.described(file.spec());
            for (String tap : taps) {
                spec.resolve(Tap.of(tap));
            }
            Tensor input = picture.read(spec.preprocessing());
            OutputFolder.create(out);
            try (Model model = Models.build(spec, file.weights(), ModelOptions.defaults());
                    Exploration exploration = Decomposer.open(model, input, picture.made(spec.preprocessing()))) {
                explain(exploration, file.origin(), options);
            }
        }
        return 0;
    }

    private ParameterException missing() {
        return new ParameterException(
                command.commandLine(), "Missing required option: '--weights=FILE' or '--pretrained=NAME'");
    }

    private void explain(Exploration exploration, String origin, Options options) throws IOException {
        int explained = classId != null ? classId : exploration.prediction().classId();
        EvidenceTree tree = exploration.tree(new ClassDecision(explained), options);
        new JsonExporter().write(tree, out.resolve("tree.json"));
        new DotExporter().write(tree, out.resolve("tree.dot"));
        BufferedImage seen = InputPicture.of(exploration);
        SharpViews sharp = SharpViews.of(exploration, tree);
        new HtmlExporter(seen, sharp).write(tree, out.resolve("tree.html"));
        new PyramidExporter(seen, sharp).write(tree, out.resolve("pyramid.png"));
        print(tree, origin);
    }

    private void print(EvidenceTree tree, String origin) throws IOException {
        PrintWriter writer = command.commandLine().getOut();
        writer.println("Network: " + origin + ".");
        writer.println(picture.name() + " as seen by " + tree.provenance().model() + ":");
        for (Prediction.Candidate candidate : tree.prediction()) {
            writer.println(String.format(
                    Locale.ROOT,
                    "  %5.1f %%  class %d %s (logit %.4g)",
                    100 * candidate.probability(),
                    candidate.classId(),
                    candidate.label(),
                    candidate.logit()));
        }
        writer.println();
        writer.println("Evidence, with each channel's share of what speaks for the decision above it:");
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        new TextExporter().write(tree, text);
        writer.print(text.toString(StandardCharsets.UTF_8));
        writer.println();
        writer.println("Written: " + out.resolve("tree.html") + ", beside it pyramid.png, tree.json and tree.dot");
        writer.println(lookAt(tree));
        writer.flush();
    }

    /** Follows the first child of each decision. */
    private static String lookAt(EvidenceTree tree) {
        StringBuilder text = new StringBuilder("Look at how the strongest evidence narrows down:");
        List<EvidenceNode> below = tree.root().children();
        while (!below.isEmpty()) {
            EvidenceNode node = below.get(0);
            node.evidence()
                    .map(Evidence::receptiveField)
                    .ifPresent(field -> text.append(String.format(
                            Locale.ROOT,
                            "%n  %s sees the %d x %d pixels around y %d, x %d",
                            node.decision(),
                            field.height(),
                            field.width(),
                            field.y() + field.height() / 2,
                            field.x() + field.width() / 2)));
            below = node.children();
        }
        return text.toString();
    }
}
