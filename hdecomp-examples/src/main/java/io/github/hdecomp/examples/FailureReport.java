package io.github.hdecomp.examples;

import io.github.hdecomp.Decomposer;
import io.github.hdecomp.Exploration;
import io.github.hdecomp.analysis.FailureDiagnosis;
import io.github.hdecomp.analysis.FailureDiagnosis.Diagnosis;
import io.github.hdecomp.analysis.FailureDiagnosis.Occlusion;
import io.github.hdecomp.analysis.FailureDiagnosis.WrongEvidence;
import io.github.hdecomp.data.ImageSet;
import io.github.hdecomp.examples.output.WholeFile;
import io.github.hdecomp.export.TextExporter;
import io.github.hdecomp.image.Preprocessing;
import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.render.InputPicture;
import io.github.hdecomp.tensor.Tensor;
import io.github.hdecomp.tree.EvidenceTree;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** The story of one picture that is taken for a wrong class, with pictures. */
record FailureReport(Model model, FailureDiagnosis diagnosis) {
    private static final int SHOWN = 10;

    /** Writes report.md, picture.png, trees.png and, if a place repairs the decision, covered.png. */
    void write(ImageSet set, int index, Path folder) throws IOException {
        Preprocessing preprocessing = model.spec().preprocessing();
        Tensor input = preprocessing.apply(set.read(index));
        Diagnosis found = diagnosis
                .diagnose(model, input, set.entry(index).label().orElseThrow())
                .orElseThrow();
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "# %s%n%nIt shows %s and is taken for %s: %.1f %% against %.1f %%.%n%n",
                set.entry(index).name(),
                name(found.truth()),
                name(found.wrong()),
                100 * found.wrongProbability(),
                100 * found.trueProbability()));
        text.append("![the picture](picture.png)\n\nEvidence that only ").append(name(found.wrong()));
        text.append(" has, by its share along the path:\n\n| where | share | pixels |\n| --- | --- | --- |\n");
        for (WrongEvidence evidence : found.evidence().stream().limit(SHOWN).toList()) {
            text.append(String.format(
                    Locale.ROOT, "| %s | %.4f | %s |%n", evidence.neuron(), evidence.share(), evidence.region()));
        }
        picture(input, preprocessing, found.repair(), folder);
        text.append('\n').append(repair(found, input, preprocessing, folder));
        text.append("\n## Both trees\n\nOn the left that of ").append(name(found.wrong()));
        text.append(", on the right that of ").append(name(found.truth())).append(", the upper levels.\n\n");
        text.append("![the trees of both classes](trees.png)\n");
        trees(input, found, folder);
        text.append("\n## Why ").append(name(found.wrong())).append("\n\n").append(tree(found.wrongTree()));
        text.append("\n## Why not ").append(name(found.truth())).append("\n\n").append(tree(found.trueTree()));
        WholeFile.write(folder.resolve("report.md"), text.toString());
    }

    private String name(int classId) {
        return classId < model.spec().labels().size() ? model.spec().labels().get(classId) : "class " + classId;
    }

    private String repair(Diagnosis found, Tensor input, Preprocessing preprocessing, Path folder) throws IOException {
        if (found.repair().isEmpty()) {
            return "None of the " + found.tried().size() + " places that were covered repairs the decision.\n";
        }
        Occlusion repair = found.repair().get();
        Tensor covered = FailureDiagnosis.covered(input, repair.evidence().region());
        Pictures.write(Pictures.enlarged(InputPicture.of(covered, Optional.of(preprocessing))), folder, "covered.png");
        return String.format(
                Locale.ROOT,
                "Covering %s, where %s lies, repairs the decision (place %d of those tried): %s has %.1f %% then, %s"
                        + " %.1f %%.%n%n![covered](covered.png)%n",
                repair.evidence().region(),
                repair.evidence().neuron(),
                found.tried().size(),
                name(found.truth()),
                100 * repair.trueProbability(),
                name(found.wrong()),
                100 * repair.wrongProbability());
    }

    private static String tree(EvidenceTree tree) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        new TextExporter().write(tree, text);
        return "```\n" + text.toString(StandardCharsets.UTF_8) + "```\n";
    }

    private static void picture(Tensor input, Preprocessing preprocessing, Optional<Occlusion> repair, Path folder)
            throws IOException {
        BufferedImage picture = Pictures.enlarged(InputPicture.of(input, Optional.of(preprocessing)));
        double scale = (double) picture.getWidth() / input.shape().width();
        repair.ifPresent(occlusion -> {
            var region = occlusion.evidence().region();
            Graphics2D graphics = picture.createGraphics();
            graphics.setColor(Color.YELLOW);
            graphics.drawRect(
                    (int) (region.x() * scale),
                    (int) (region.y() * scale),
                    (int) (region.width() * scale) - 1,
                    (int) (region.height() * scale) - 1);
            graphics.dispose();
        });
        Pictures.write(picture, folder, "picture.png");
    }

    private void trees(Tensor input, Diagnosis found, Path folder) throws IOException {
        try (Exploration exploration = Decomposer.open(model, input)) {
            Pictures.write(
                    SideBySide.of(
                            SideBySide.pyramid(exploration, new ClassDecision(found.wrong()), diagnosis.tree()),
                            SideBySide.pyramid(exploration, new ClassDecision(found.truth()), diagnosis.tree())),
                    folder,
                    "trees.png");
        }
    }
}
