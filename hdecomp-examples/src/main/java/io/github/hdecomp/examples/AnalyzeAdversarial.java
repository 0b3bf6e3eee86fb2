package io.github.hdecomp.examples;

import io.github.hdecomp.Decomposer;
import io.github.hdecomp.Exploration;
import io.github.hdecomp.analysis.AdversarialChange;
import io.github.hdecomp.analysis.AnalysisJson;
import io.github.hdecomp.analysis.AnalysisResult;
import io.github.hdecomp.analysis.ProjectedGradientDescent;
import io.github.hdecomp.data.ImageSet;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.render.InputPicture;
import io.github.hdecomp.tensor.Tensor;
import io.github.hdecomp.tree.Options;
import io.github.hdecomp.tree.TreeDifference;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
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

    /** The first picture that was fooled: before, after, and what differs in its tree. */
    @Override
    void writeMore(AnalysisResult result, Subject subject, ImageSet set, Path folder) throws IOException {
        Optional<String> fooled = ((AdversarialChange.Result) result)
                .pictures().stream()
                        .filter(picture -> picture.value().fooled())
                        .map(picture -> picture.name())
                        .findFirst();
        if (fooled.isEmpty()) {
            return;
        }
        int index = IntStream.range(0, set.size())
                .filter(i -> set.entry(i).name().equals(fooled.get()))
                .findFirst()
                .orElseThrow();
        explain(subject.model(), set, index, folder);
    }

    private void explain(Model model, ImageSet set, int index, Path folder) throws IOException {
        Tensor input = model.spec().preprocessing().apply(set.read(index));
        int predicted = model.predict(input).classId();
        boolean targeted = target >= 0 && target != predicted;
        Tensor attacked = analysis()
                .attack()
                .attack(model, input, predicted, targeted ? OptionalInt.of(target) : OptionalInt.empty());
        try (Exploration before = Decomposer.open(model, input);
                Exploration after = Decomposer.open(model, attacked)) {
            TreeDifference difference =
                    TreeDifference.of(before.tree(Options.defaults()), after.tree(Options.defaults()));
            AnalysisJson.write(difference, folder.resolve("adversarial-trees.json"));
        }
        Pictures.write(InputPicture.of(input, Optional.of(model.spec().preprocessing())), folder, "clean.png");
        Pictures.write(InputPicture.of(attacked, Optional.of(model.spec().preprocessing())), folder, "attacked.png");
        out().println("Written: adversarial-trees.json, clean.png and attacked.png of "
                + set.entry(index).name());
        out().flush();
    }
}
