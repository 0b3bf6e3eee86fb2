package io.github.hdecomp.analysis;

import io.github.hdecomp.data.BulkRun;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

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
        return of(result.provenance().analysis(), result.tables(), List.of(result));
    }

    /**
     * Writes down what several results come to.
     *
     * @param title what it is
     * @param tables what to read
     * @param results what the tables were made of
     * @return Markdown text
     */
    public static String of(String title, List<Table> tables, List<? extends AnalysisResult> results) {
        StringBuilder text = new StringBuilder();
        text.append("# ").append(title).append("\n\n");
        tables.forEach(table -> append(text, table));
        List<BulkRun.Failure> failures = results.stream()
                .flatMap(result -> result.failures().stream())
                .distinct()
                .toList();
        if (!failures.isEmpty()) {
            text.append(failures.size()).append(" pictures could not be used:\n\n");
            for (BulkRun.Failure failure : failures) {
                text.append("* ")
                        .append(failure.name())
                        .append(": ")
                        .append(failure.reason())
                        .append('\n');
            }
            text.append('\n');
        }
        return text.append(foundWith(results)).toString();
    }

    /**
     * What results were found with, in words.
     *
     * @param results some results
     * @return a paragraph for each
     */
    public static String foundWith(List<? extends AnalysisResult> results) {
        return results.stream().map(result -> foundWith(result.provenance())).collect(Collectors.joining("\n"));
    }

    private static String foundWith(AnalysisProvenance provenance) {
        return provenance.model() + " (weights " + provenance.weightsSha256().substring(0, 12) + "…) on "
                + provenance.pictures() + " pictures of " + provenance.images() + ", " + provenance.options()
                + "; HDecomp " + provenance.version() + ", " + provenance.backend() + ".\n";
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
