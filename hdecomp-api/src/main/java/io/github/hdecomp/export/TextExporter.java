package io.github.hdecomp.export;

import io.github.hdecomp.tree.Evidence;
import io.github.hdecomp.tree.EvidenceNode;
import io.github.hdecomp.tree.EvidenceTree;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Trees as indented text, a line per decision: its value, the share of the evidence above, and where in the picture. */
public final class TextExporter implements TreeExporter {

    /** An exporter. */
    public TextExporter() {}

    @Override
    public void write(EvidenceTree tree, OutputStream out) throws IOException {
        StringBuilder text = new StringBuilder();
        append(text, tree, tree.root(), 0);
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static void append(StringBuilder text, EvidenceTree tree, EvidenceNode node, int level) {
        text.append("  ".repeat(level));
        Optional<Evidence> evidence = node.evidence();
        if (evidence.isPresent()) {
            text.append(String.format(
                    Locale.ROOT, "%5.1f %%  ", 100 * evidence.get().share()));
        }
        text.append(String.format(Locale.ROOT, "%s = %.4g", name(tree, node), node.value()));
        evidence.map(Evidence::receptiveField)
                .ifPresent(field -> text.append(String.format(
                        Locale.ROOT,
                        "  pixels y %d-%d x %d-%d",
                        field.y(),
                        field.bottom() - 1,
                        field.x(),
                        field.right() - 1)));
        if (node.into().isPresent() && node.children().isEmpty()) {
            text.append("  (no positive evidence in ").append(node.into().get()).append(')');
        }
        text.append('\n');
        node.children().forEach(child -> append(text, tree, child, level + 1));
    }

    private static String name(EvidenceTree tree, EvidenceNode node) {
        return tree.label(node.decision())
                .map(label -> node.decision() + " (" + label.replaceAll("\\R", " ") + ")")
                .orElse(node.decision().toString());
    }
}
