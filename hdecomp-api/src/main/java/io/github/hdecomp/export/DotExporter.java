package io.github.hdecomp.export;

import io.github.hdecomp.tree.Evidence;
import io.github.hdecomp.tree.EvidenceNode;
import io.github.hdecomp.tree.EvidenceTree;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Trees for Graphviz: one node per decision, edges as wide as the share of the positive evidence. {@code dot -Tsvg
 * tree.dot} draws it.
 */
public final class DotExporter implements TreeExporter {

    /** An exporter. */
    public DotExporter() {}

    @Override
    public void write(EvidenceTree tree, OutputStream out) throws IOException {
        StringBuilder dot = new StringBuilder();
        dot.append("digraph evidence {\n");
        dot.append("  graph [rankdir=TB, label=")
                .append(quoted(tree.provenance().model()))
                .append("];\n");
        dot.append("  node [shape=box, fontname=\"sans-serif\"];\n");
        append(dot, tree, tree.root(), 0);
        dot.append("}\n");
        out.write(dot.toString().getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** Appends a node and all below it; returns the next free number. */
    private static int append(StringBuilder dot, EvidenceTree tree, EvidenceNode node, int id) {
        String title = String.format(Locale.ROOT, "%s\n%.4g", name(tree, node), node.value());
        dot.append("  n").append(id).append(" [label=").append(quoted(title)).append("];\n");
        int next = id + 1;
        for (EvidenceNode child : node.children()) {
            int childId = next;
            next = append(dot, tree, child, childId);
            double share = child.evidence().map(Evidence::share).orElse(0.0);
            dot.append(String.format(
                    Locale.ROOT,
                    "  n%d -> n%d [label=\"%.1f%%\", penwidth=%.2f];\n",
                    id,
                    childId,
                    100 * share,
                    0.5 + 6 * share));
        }
        return next;
    }

    private static String name(EvidenceTree tree, EvidenceNode node) {
        return tree.label(node.decision()).orElse(node.decision().toString());
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
