package io.github.hdecomp.analysis;

import io.github.hdecomp.data.BulkRun;
import java.util.Collections;
import java.util.List;

/** Results as Markdown: their tables, the pictures that failed, and what they were found with. */
public final class AnalysisMarkdown {
    private AnalysisMarkdown() {}

    /**
     * Writes a result down.
     *
     * @param result a result
     * @return Markdown text
     */
    public static String of(AnalysisResult result) {
        StringBuilder text = new StringBuilder();
        AnalysisProvenance provenance = result.provenance();
        text.append("# ").append(provenance.analysis()).append("\n\n");
        result.tables().forEach(table -> append(text, table));
        if (!result.failures().isEmpty()) {
            text.append(result.failures().size()).append(" pictures could not be used:\n\n");
            for (BulkRun.Failure failure : result.failures()) {
                text.append("* ")
                        .append(failure.name())
                        .append(": ")
                        .append(failure.reason())
                        .append('\n');
            }
            text.append('\n');
        }
        text.append(provenance.model()).append(" (weights ").append(provenance.weightsSha256(), 0, 12);
        text.append("…) on ")
                .append(provenance.pictures())
                .append(" pictures of ")
                .append(provenance.images());
        text.append(", ").append(provenance.options());
        text.append("; HDecomp ").append(provenance.version()).append(", ").append(provenance.backend());
        return text.append(".\n").toString();
    }

    private static void append(StringBuilder text, Table table) {
        text.append(table.title()).append(":\n\n");
        row(text, table.columns());
        row(text, Collections.nCopies(table.columns().size(), "---"));
        table.rows().forEach(row -> row(text, row));
        text.append('\n');
    }

    private static void row(StringBuilder text, List<String> cells) {
        text.append('|');
        cells.forEach(cell -> text.append(' ').append(cell.replace("|", "\\|")).append(" |"));
        text.append('\n');
    }
}
