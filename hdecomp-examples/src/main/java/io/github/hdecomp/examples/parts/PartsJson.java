package io.github.hdecomp.examples.parts;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.hdecomp.examples.parts.PartsReport.Series;
import io.github.hdecomp.statistics.Summary;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** A report as JSON: one entry per question, measure, method and stage. */
public final class PartsJson {
    private PartsJson() {}

    /**
     * Writes a report.
     *
     * @param report what was found
     * @param out receives the bytes; flushed, not closed
     * @throws IOException if {@code out} does
     */
    public static void write(PartsReport report, OutputStream out) throws IOException {
        JsonGenerator json = new JsonFactory()
                .createGenerator(out)
                .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                .useDefaultPrettyPrinter();
        json.writeStartObject();
        json.writeStringField("weightsSha256", report.weightsSha256());
        json.writeNumberField("seed", report.benchmark().scenes().seed());
        json.writeNumberField("pictures", report.benchmark().pictures());
        json.writeNumberField("right", report.right());
        json.writeNumberField("counterfactualsRight", report.counterfactualsRight());
        json.writeNumberField("children", report.benchmark().children());
        json.writeNumberField("tolerance", report.benchmark().tolerance());
        json.writeArrayFieldStart("results");
        for (Question question : Question.values()) {
            for (Measure measure : Measure.values()) {
                for (String method : report.methods(measure)) {
                    for (String stage : report.stages()) {
                        write(report, new Series(question, measure, method, stage), json);
                    }
                }
            }
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeRaw('\n');
        json.flush();
    }

    private static void write(PartsReport report, Series key, JsonGenerator json) throws IOException {
        Optional<Summary> found = report.summary(key);
        if (found.isEmpty()) {
            return;
        }
        Summary summary = found.get();
        json.writeStartObject();
        json.writeStringField("explained", key.question().label());
        json.writeStringField("measure", key.measure().label());
        json.writeStringField("method", key.method());
        json.writeStringField("stage", key.stage());
        number(json, "mean", summary.mean());
        number(json, "low", summary.interval().low());
        number(json, "high", summary.interval().high());
        number(json, "chance", report.chance(key));
        json.writeNumberField("n", summary.n());
        json.writeNumberField("undefined", summary.undefined());
        json.writeEndObject();
    }

    /** JSON has no NaN. */
    private static void number(JsonGenerator json, String name, double value) throws IOException {
        if (Double.isNaN(value)) {
            json.writeNullField(name);
        } else {
            json.writeNumberField(name, value);
        }
    }
}
