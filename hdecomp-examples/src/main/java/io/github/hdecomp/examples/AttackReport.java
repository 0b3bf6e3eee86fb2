package io.github.hdecomp.examples;

import io.github.hdecomp.Decomposer;
import io.github.hdecomp.Exploration;
import io.github.hdecomp.analysis.AdversarialChange;
import io.github.hdecomp.analysis.AdversarialChange.Response;
import io.github.hdecomp.analysis.AnalysisJson;
import io.github.hdecomp.data.BulkRun;
import io.github.hdecomp.data.ImageSet;
import io.github.hdecomp.examples.output.WholeFile;
import io.github.hdecomp.image.Preprocessing;
import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.render.InputPicture;
import io.github.hdecomp.tensor.Tensor;
import io.github.hdecomp.tree.Options;
import io.github.hdecomp.tree.TreeDifference;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The story of one picture that an attack has led to another class. */
record AttackReport(Model model, AdversarialChange analysis) {
    private static final int SHOWN = 10;

    /** Writes report.md, clean.png, attacked.png, trees.png and, with all nodes that differ, trees.json. */
    void write(ImageSet set, BulkRun.Item<AdversarialChange.Picture> item, Path folder) throws IOException {
        AdversarialChange.Picture found = item.value();
        Optional<Preprocessing> preprocessing = Optional.of(model.spec().preprocessing());
        Tensor input = model.spec().preprocessing().apply(set.read(item.index()));
        Tensor attacked = analysis.attacked(model, input, found.predicted());
        Pictures.write(Pictures.enlarged(InputPicture.of(input, preprocessing)), folder, "clean.png");
        Pictures.write(Pictures.enlarged(InputPicture.of(attacked, preprocessing)), folder, "attacked.png");
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "# %s%n%nIt is taken for %s; attacked, for %s. %s has %.1f %% before and %.1f %% after.%n%n"
                        + "![the picture](clean.png) ![attacked](attacked.png)%n%n",
                item.name(),
                name(found.predicted()),
                name(found.attackedClass()),
                name(found.predicted()),
                100 * found.cleanProbability(),
                100 * found.attackedProbability()));
        text.append("Peak responses in ").append(found.layer()).append(":\n\n");
        text.append("| channel of | channel | clean | attacked | change |\n| --- | --- | --- | --- | --- |\n");
        responses(text, found.predicted(), found.before());
        responses(text, found.attackedClass(), found.after());
        text.append(trees(input, attacked, found, folder));
        WholeFile.write(folder.resolve("report.md"), text.toString());
    }

    private String name(int classId) {
        return classId < model.spec().labels().size() ? model.spec().labels().get(classId) : "class " + classId;
    }

    private void responses(StringBuilder text, int classId, List<Response> responses) {
        for (Response response : responses) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %d | %.3f | %.3f | %+.3f |%n",
                    name(classId),
                    response.channel(),
                    response.clean(),
                    response.attacked(),
                    response.change()));
        }
    }

    private String trees(Tensor input, Tensor attacked, AdversarialChange.Picture found, Path folder)
            throws IOException {
        ClassDecision before = new ClassDecision(found.predicted());
        ClassDecision after = new ClassDecision(found.attackedClass());
        try (Exploration clean = Decomposer.open(model, input);
                Exploration changed = Decomposer.open(model, attacked)) {
            Options options = Options.defaults();
            TreeDifference difference = TreeDifference.of(clean.tree(before, options), changed.tree(after, options));
            AnalysisJson.write(difference, folder.resolve("trees.json"));
            Pictures.write(
                    SideBySide.of(
                            SideBySide.pyramid(clean, before, options), SideBySide.pyramid(changed, after, options)),
                    folder,
                    "trees.png");
            return text(difference);
        }
    }

    private static String text(TreeDifference difference) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%n## Both trees%n%nOn the left that of the picture, on the right that of the attacked one, each of the class"
                        + " that it is taken for, the upper levels.%n%n![the trees before and after](trees.png)%n%n"
                        + "%d nodes appeared, %d vanished, %d stayed. The largest changes of a share:%n%n"
                        + "| where | before | after |%n| --- | --- | --- |%n",
                difference.appeared().size(),
                difference.vanished().size(),
                difference.stayed().size()));
        difference.byChange().stream()
                .limit(SHOWN)
                .forEach(node -> text.append(String.format(
                        Locale.ROOT,
                        "| %s | %.4f | %.4f |%n",
                        String.join(" → ", node.path()),
                        node.before(),
                        node.after())));
        return text.toString();
    }
}
