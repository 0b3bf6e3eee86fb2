package io.github.hdecomp.examples.parts;

import io.github.hdecomp.examples.output.WholeFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A folder with a report in all its forms: {@code parts.md}, {@code parts.json}, and a {@code parts-MEASURE-QUESTION.png} per plot.
 *
 * @param folder where; it exists
 */
public record PartsFolder(Path folder) {
    private static final List<Measure> PLOTTED =
            List.of(Measure.POINTING, Measure.SHARE, Measure.COVERAGE, Measure.GAIN);

    /**
     * Writes a report, each file whole or not at all.
     *
     * @param report what was found
     * @throws IOException if a file cannot be written
     */
    public void write(PartsReport report) throws IOException {
        WholeFile.write(folder.resolve("parts.md"), PartsMarkdown.of(report));
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        PartsJson.write(report, json);
        WholeFile.write(folder.resolve("parts.json"), json.toByteArray());
        for (Question question : Question.values()) {
            for (Measure measure : PLOTTED) {
                String name = "parts-" + measure.label() + "-" + question.label() + ".png";
                WholeFile.write(folder.resolve(name), PartsPlot.of(report, question, measure));
            }
        }
    }
}
