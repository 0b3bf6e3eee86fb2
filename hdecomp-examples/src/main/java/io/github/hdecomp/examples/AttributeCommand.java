package io.github.hdecomp.examples;

import io.github.hdecomp.attribution.Attribution;
import io.github.hdecomp.attribution.Saliency;
import io.github.hdecomp.examples.methods.Methods;
import io.github.hdecomp.examples.methods.Parameters;
import io.github.hdecomp.map.Reduction;
import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.ModelOptions;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.Prediction;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Tape;
import io.github.hdecomp.model.WeightedSum;
import io.github.hdecomp.model.Weights;
import io.github.hdecomp.render.InputPicture;
import io.github.hdecomp.spi.NetworkFile;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import io.github.hdecomp.weights.Models;
import io.github.hdecomp.weights.safetensors.Precision;
import io.github.hdecomp.weights.safetensors.SafetensorsWriter;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Explains one decision about one picture by one saliency method. */
@Command(
        name = "attribute",
        description =
                "Says by one method what matters for a decision about a picture; writes METHOD.safetensors with the"
                        + " raw values (one tensor, attribution) and METHOD.png.",
        mixinStandardHelpOptions = true,
        versionProvider = LibraryVersion.class,
        sortOptions = false)
final class AttributeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command = CommandSpec.create();

    @picocli.CommandLine.Parameters(
            paramLabel = "METHOD",
            description = "The method: ${COMPLETION-CANDIDATES}.",
            completionCandidates = MethodNames.class)
    private String method = "";

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            arity = "1..*",
            description = "Parameters of the method, such as steps=20; a wrong name lists the right ones.")
    private List<String> settings = List.of();

    @Mixin
    private NetworkOptions network = new NetworkOptions();

    @Mixin
    private PictureOptions picture = new PictureOptions();

    @Option(
            names = "--class",
            paramLabel = "ID",
            description = "The class to explain, from 0; without it, the predicted class.")
    private @Nullable Integer classId;

    @Option(
            names = "--against",
            paramLabel = "ID",
            description =
                    "What speaks for the class rather than for this one: the difference of their scores is explained.")
    private @Nullable Integer against;

    @Option(
            names = "--tap",
            paramLabel = "TAP",
            description = "The layer to look at; short for --set tap=TAP, or taps=TAP where a method has several.")
    private @Nullable String tap;

    @Option(
            names = "--reduction",
            paramLabel = "HOW",
            description = "How the picture shows a place's channels as one value: ${COMPLETION-CANDIDATES}"
                    + " (default: ${DEFAULT-VALUE}).")
    private Reduction reduction = Reduction.SUM;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where to write; created if need be.")
    private Path out = Path.of("");

    @Override
    public Integer call() throws IOException {
        Saliency saliency = configured();
        picture.check(network, command.commandLine());
        try (NetworkFile file = network.open(command.commandLine().getErr()).orElseThrow(this::missing)) {
            ModelSpec spec = picture.described(file.spec());
            if (tap != null) {
                spec.resolve(Tap.of(tap));
            }
            Tensor input = picture.read(spec.preprocessing());
            OutputFolder.create(out);
            try (Model model = Models.build(spec, file.weights(), ModelOptions.defaults());
                    Tape tape = model.record(input)) {
                Prediction prediction = new Prediction(tape.logits(), spec.labels());
                Attribution attribution = saliency.explain(tape, target(prediction));
                write(attribution, InputPicture.of(input, Optional.of(spec.preprocessing())));
                print(attribution, prediction, saliency, file.origin());
            }
        }
        return 0;
    }

    private Decision target(Prediction prediction) {
        Decision explained = new ClassDecision(classId != null ? classId : prediction.classId());
        return against == null ? explained : WeightedSum.contrast(explained, new ClassDecision(against));
    }

    /** The method with its parameters as they were asked for. */
    private Saliency configured() {
        Saliency configured = Methods.find(method);
        if (tap != null) {
            boolean several = Parameters.names(configured).contains("taps");
            configured = Parameters.with(configured, several ? "taps" : "tap", tap);
        }
        for (String setting : settings) {
            configured = Parameters.with(configured, setting);
        }
        return configured;
    }

    private ParameterException missing() {
        return new ParameterException(
                command.commandLine(), "Missing required option: '--weights=FILE' or '--pretrained=NAME'");
    }

    private void write(Attribution attribution, BufferedImage seen) throws IOException {
        Tensor values = attribution.values();
        boolean places = attribution.kind() == Attribution.Kind.PLACES;
        Tensor natural = places
                ? values.reshape(
                        Shape.of(values.shape().height(), values.shape().width()))
                : values;
        new SafetensorsWriter(Precision.SINGLE)
                .write(Weights.of(Map.of("attribution", natural)), out.resolve(method + ".safetensors"));
        AttributionFigure.write(attribution, reduction, seen, out.resolve(method + ".png"));
    }

    private void print(Attribution attribution, Prediction prediction, Saliency saliency, String origin) {
        PrintWriter writer = command.commandLine().getOut();
        writer.println("Network: " + origin + ".");
        writer.println(attribution.target() + " in " + picture.name() + " by " + method + " ("
                + String.join(" ", Parameters.settings(saliency)) + ")");
        Prediction.Candidate first = prediction.top(1).get(0);
        writer.println(String.format(
                Locale.ROOT,
                "Predicted: %.1f %% class %d %s",
                100 * first.probability(),
                first.classId(),
                first.label()));
        writer.println("Values: " + attribution.values().shape() + " at " + attribution.tap() + ", "
                + attribution.cost().forwards() + " forward and "
                + attribution.cost().backwards() + " backward passes beyond the recorded one");
        attribution
                .error()
                .ifPresent(error -> writer.println(
                        String.format(Locale.ROOT, "Missing from the sum that the method promises: %.3g", error)));
        attribution.remark().ifPresent(remark -> writer.println("Remark: " + remark));
        writer.println("Written: " + out.resolve(method + ".safetensors") + ", " + out.resolve(method + ".png"));
        writer.flush();
    }
}
