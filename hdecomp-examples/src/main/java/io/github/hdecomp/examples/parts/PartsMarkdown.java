package io.github.hdecomp.examples.parts;

import io.github.hdecomp.examples.parts.PartsReport.Series;
import io.github.hdecomp.examples.scenes.SceneClass;
import io.github.hdecomp.statistics.Summary;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A report as Markdown: a table per question and measure, then where the tree is behind. */
public final class PartsMarkdown {
    private static final String TREE = new EvidenceTreeMethod(false).name();

    private final PartsReport report;
    private final StringBuilder text = new StringBuilder();

    private PartsMarkdown(PartsReport report) {
        this.report = report;
    }

    /**
     * Writes a report down.
     *
     * @param report what was found
     * @return Markdown
     */
    public static String of(PartsReport report) {
        return new PartsMarkdown(report).write();
    }

    private String write() {
        PartsBenchmark benchmark = report.benchmark();
        line("# Parts found by explanations");
        line("");
        line(
                "%d unseen pictures of scenes (seed %d); the network (weights %s) gets %d of them right, which are those that count,"
                        + " and %d of their counterfactuals. Trees have %d children per decision; a point lies on a part if it is"
                        + " less than %d pixels away. Per cent, with the 95 %% interval over pictures; chance is what random places in"
                        + " the same pictures have on average.",
                benchmark.pictures(),
                benchmark.scenes().seed(),
                report.weightsSha256().substring(0, 12),
                report.right(),
                report.counterfactualsRight(),
                benchmark.children(),
                benchmark.tolerance() + 1);
        for (Question question : Question.values()) {
            line("");
            line("## Explained: %s", question.words());
            for (Measure measure : Measure.values()) {
                table(question, measure);
            }
            byClass(question);
        }
        behind();
        return text.toString();
    }

    private void line(String format, Object... arguments) {
        text.append(arguments.length == 0 ? format : String.format(Locale.ROOT, format, arguments))
                .append('\n');
    }

    private List<String> columns(Question question, Measure measure) {
        return report.stages().stream()
                .filter(stage -> report.methods(measure).stream()
                        .anyMatch(method -> report.summary(new Series(question, measure, method, stage))
                                .isPresent()))
                .toList();
    }

    private void table(Question question, Measure measure) {
        List<String> columns = columns(question, measure);
        line("");
        line("### %s", measure.title());
        line("");
        line("| | %s |", String.join(" | ", columns));
        line("|---|%s", String.join("", Collections.nCopies(columns.size(), "---|")));
        for (String method : report.methods(measure)) {
            List<String> cells = new ArrayList<>();
            for (String stage : columns) {
                cells.add(report.summary(new Series(question, measure, method, stage))
                        .map(PartsMarkdown::cell)
                        .orElse(""));
            }
            line("| %s | %s |", method, String.join(" | ", cells));
        }
        List<String> chances = new ArrayList<>();
        for (String stage : columns) {
            String first = report.methods(measure).stream()
                    .filter(method -> report.summary(new Series(question, measure, method, stage))
                            .isPresent())
                    .findFirst()
                    .orElseThrow();
            chances.add(percent(report.chance(new Series(question, measure, first, stage))));
        }
        line("| *chance* | %s |", String.join(" | ", chances));
    }

    /** Which classes' parts the tree's peak finds, and which not. */
    private void byClass(Question question) {
        List<String> columns = report.stages().stream()
                .filter(stage -> report.summary(new Series(question, Measure.POINTING, TREE, stage))
                        .isPresent())
                .toList();
        line("");
        line("### The tree's peak on the deciding part, by class");
        line("");
        line("| | deciding part | %s |", String.join(" | ", columns));
        line("|---|---|%s", String.join("", Collections.nCopies(columns.size(), "---|")));
        for (SceneClass sceneClass : SceneClass.values()) {
            List<String> cells = new ArrayList<>();
            for (String stage : columns) {
                cells.add(percent(report.observations(new Series(question, Measure.POINTING, TREE, stage)).stream()
                        .filter(seen -> seen.sceneClass() == sceneClass)
                        .mapToDouble(Observation::value)
                        .average()
                        .orElse(Double.NaN)));
            }
            line(
                    "| %s | %s | %s |",
                    sceneClass.label(), sceneClass.decidingPart().label(), String.join(" | ", cells));
        }
    }

    private static String cell(Summary summary) {
        return percent(summary.mean()) + " <sub>" + percent(summary.interval().low()) + "–"
                + percent(summary.interval().high()) + "</sub>";
    }

    private static String percent(double part) {
        return Double.isNaN(part) ? "–" : String.format(Locale.ROOT, "%.1f", 100 * part);
    }

    /** Lists the differences whose interval lies below zero. */
    private void behind() {
        line("");
        line("## Where the tree is behind");
        line("");
        line("Differences picture by picture whose interval lies below zero.");
        line("");
        line("| explained | measure | stage | method | the tree is behind by |");
        line("|---|---|---|---|---|");
        for (Question question : Question.values()) {
            for (Measure measure : List.of(Measure.POINTING, Measure.SHARE, Measure.COVERAGE, Measure.GAIN)) {
                for (String stage : report.stages()) {
                    for (String method : report.methods(measure)) {
                        Series tree = new Series(question, measure, TREE, stage);
                        Optional<Summary> difference = report.difference(tree, method);
                        difference
                                .filter(found -> found.interval().high() < 0)
                                .ifPresent(found -> line(
                                        "| %s | %s | %s | %s | %s <sub>%s–%s</sub> |",
                                        question.words(),
                                        measure.label(),
                                        stage,
                                        method,
                                        percent(-found.mean()),
                                        percent(-found.interval().high()),
                                        percent(-found.interval().low())));
                    }
                }
            }
        }
    }
}
