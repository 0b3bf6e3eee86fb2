package io.github.hdecomp.export;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import io.github.hdecomp.attribution.OverlapSuppression;
import io.github.hdecomp.image.Preprocessing;
import io.github.hdecomp.image.Resize;
import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.NeuronDecision;
import io.github.hdecomp.model.Prediction;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.WeightedSum;
import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tree.ActivationMap;
import io.github.hdecomp.tree.Evidence;
import io.github.hdecomp.tree.EvidenceNode;
import io.github.hdecomp.tree.EvidenceTree;
import io.github.hdecomp.tree.MergedChannel;
import io.github.hdecomp.tree.Options;
import io.github.hdecomp.tree.Provenance;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * Trees as JSON of the schema {@code io.github.hdecomp/tree/1} ({@code docs/tree.schema.json}); {@link JsonReader} reads
 * them back to an equal tree. Numbers are written with the fewest digits that tell them apart, on every JDK alike.
 */
public final class JsonExporter implements TreeExporter {
    static final String SCHEMA = "io.github.hdecomp/tree/1";

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build();

    /** An exporter. */
    public JsonExporter() {}

    @Override
    public void write(EvidenceTree tree, OutputStream out) throws IOException {
        try (JsonGenerator json = FACTORY.createGenerator(out, JsonEncoding.UTF8)) {
            json.setPrettyPrinter(new DefaultPrettyPrinter(Separators.createDefaultInstance()
                            .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                            .withArrayEmptySeparator(""))
                    .withObjectIndenter(new DefaultIndenter(" ", "\n"))
                    .withArrayIndenter(DefaultPrettyPrinter.NopIndenter.instance));
            json.writeStartObject();
            json.writeStringField("schema", SCHEMA);
            json.writeFieldName("provenance");
            provenance(json, tree.provenance());
            prediction(json, tree.prediction());
            json.writeFieldName("root");
            node(json, tree.root());
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    private static void provenance(JsonGenerator json, Provenance provenance) throws IOException {
        json.writeStartObject();
        json.writeStringField("model", provenance.model());
        json.writeStringField("weightsSha256", provenance.weightsSha256());
        json.writeStringField("inputSha256", provenance.inputSha256());
        if (provenance.preprocessing().isPresent()) {
            json.writeFieldName("preprocessing");
            preprocessing(json, provenance.preprocessing().get());
        }
        json.writeFieldName("options");
        options(json, provenance.options());
        json.writeStringField("backend", provenance.backend());
        json.writeStringField("version", provenance.version());
        json.writeEndObject();
    }

    private static void preprocessing(JsonGenerator json, Preprocessing preprocessing) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("resize");
        resize(json, preprocessing.resize());
        json.writeEndObject();
        json.writeNumberField("height", preprocessing.height());
        json.writeNumberField("width", preprocessing.width());
        json.writeStringField("channels", preprocessing.channels().name());
        json.writeNumberField("divisor", preprocessing.divisor());
        floats(json, "mean", preprocessing.mean());
        floats(json, "deviation", preprocessing.deviation());
        json.writeEndObject();
    }

    private static void resize(JsonGenerator json, Resize resize) throws IOException {
        if (resize instanceof Resize.ShorterSide shorterSide) {
            json.writeStringField("kind", "shorterSide");
            json.writeNumberField("pixels", shorterSide.pixels());
        } else {
            json.writeStringField("kind", resize instanceof Resize.Squash ? "squash" : "none");
        }
        if (!(resize instanceof Resize.None)) {
            json.writeStringField("interpolation", resize.interpolation().name());
        }
    }

    private static void floats(JsonGenerator json, String name, List<Float> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (float value : values) {
            json.writeNumber(value);
        }
        json.writeEndArray();
    }

    private static void options(JsonGenerator json, Options options) throws IOException {
        json.writeStartObject();
        json.writeNumberField("children", options.children());
        json.writeArrayFieldStart("taps");
        for (Tap tap : options.taps()) {
            json.writeString(tap.name());
        }
        json.writeEndArray();
        json.writeNumberField("depth", options.depth());
        json.writeNumberField("minimumShare", options.minimumShare());
        if (options.overlap().isPresent()) {
            OverlapSuppression overlap = options.overlap().get();
            json.writeObjectFieldStart("overlap");
            json.writeNumberField("intersectionOverUnion", overlap.intersectionOverUnion());
            json.writeNumberField("fraction", overlap.fraction());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void prediction(JsonGenerator json, List<Prediction.Candidate> prediction) throws IOException {
        json.writeArrayFieldStart("prediction");
        for (Prediction.Candidate candidate : prediction) {
            json.writeStartObject();
            json.writeNumberField("classId", candidate.classId());
            json.writeStringField("label", candidate.label());
            json.writeNumberField("logit", candidate.logit());
            json.writeNumberField("probability", candidate.probability());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void node(JsonGenerator json, EvidenceNode node) throws IOException {
        json.writeStartObject();
        json.writeFieldName("decision");
        decision(json, node.decision());
        json.writeNumberField("value", node.value());
        if (node.evidence().isPresent()) {
            evidence(json, node.evidence().get());
        }
        if (node.into().isPresent()) {
            json.writeStringField("into", node.into().get().name());
        }
        json.writeNumberField("pruned", node.remainder().pruned());
        json.writeNumberField("prunedPositive", node.remainder().positive());
        json.writeNumberField("prunedNegative", node.remainder().negative());
        json.writeNumberField("unexplained", node.remainder().unexplained());
        json.writeArrayFieldStart("children");
        for (EvidenceNode child : node.children()) {
            node(json, child);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void decision(JsonGenerator json, Decision decision) throws IOException {
        json.writeStartObject();
        if (decision instanceof ClassDecision byClass) {
            json.writeStringField("kind", "class");
            json.writeNumberField("classId", byClass.classId());
        } else if (decision instanceof NeuronDecision neuron) {
            json.writeStringField("kind", "neuron");
            json.writeStringField("tap", neuron.tap().name());
            json.writeNumberField("channel", neuron.channel());
            json.writeNumberField("y", neuron.y());
            json.writeNumberField("x", neuron.x());
        } else if (decision instanceof WeightedSum sum) {
            json.writeStringField("kind", "sum");
            json.writeArrayFieldStart("terms");
            for (WeightedSum.Term term : sum.terms()) {
                json.writeStartObject();
                json.writeNumberField("weight", term.weight());
                json.writeFieldName("decision");
                decision(json, term.decision());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static void evidence(JsonGenerator json, Evidence evidence) throws IOException {
        json.writeNumberField("contribution", evidence.contribution());
        json.writeNumberField("share", evidence.share());
        json.writeNumberField("peak", evidence.peak());
        json.writeObjectFieldStart("receptiveField");
        region(json, evidence.receptiveField());
        json.writeEndObject();
        json.writeFieldName("map");
        map(json, evidence.map());
        json.writeArrayFieldStart("merged");
        for (MergedChannel merged : evidence.merged()) {
            json.writeStartObject();
            json.writeNumberField("channel", merged.channel());
            json.writeNumberField("contribution", merged.contribution());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void map(JsonGenerator json, ActivationMap map) throws IOException {
        json.writeStartObject();
        json.writeNumberField("layerHeight", map.layerHeight());
        json.writeNumberField("layerWidth", map.layerWidth());
        region(json, map.patch());
        json.writeArrayFieldStart("values");
        for (int i = 0; i < map.values().size(); i++) {
            json.writeNumber(map.values().get(i));
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void region(JsonGenerator json, Region region) throws IOException {
        json.writeNumberField("y", region.y());
        json.writeNumberField("x", region.x());
        json.writeNumberField("height", region.height());
        json.writeNumberField("width", region.width());
    }
}
