package io.github.hdecomp.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.NeuronDecision;
import io.github.hdecomp.render.Palette;
import io.github.hdecomp.render.Scale;
import io.github.hdecomp.render.SharpView;
import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tree.ActivationMap;
import io.github.hdecomp.tree.Evidence;
import io.github.hdecomp.tree.EvidenceNode;
import io.github.hdecomp.tree.MergedChannel;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the page's script is told: the tree as JSON with short names. Maps are bytes from 0 to their own maximum in base64,
 * sharp views are given once per decision.
 */
final class HtmlData {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build();

    private final HtmlExporter exporter;
    private final JsonGenerator json;
    private final Map<Decision, Integer> numbers = new HashMap<>();
    private final List<SharpView> views = new ArrayList<>();

    private HtmlData(HtmlExporter exporter, JsonGenerator json) {
        this.exporter = exporter;
        this.json = json;
    }

    static String of(HtmlExporter exporter, FlatTree flat) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            new HtmlData(exporter, json).write(flat);
        }
        return text.toString();
    }

    private void write(FlatTree flat) throws IOException {
        json.writeStartObject();
        json.writeStringField("palette", palette(exporter.palette()));
        json.writeStringField("scale", exporter.scale().name().toLowerCase(Locale.ROOT));
        json.writeNumberField(
                "height",
                exporter.picture()
                        .map(image -> image.getHeight())
                        .orElse(seen(flat).bottom()));
        json.writeNumberField(
                "width",
                exporter.picture()
                        .map(image -> image.getWidth())
                        .orElse(seen(flat).right()));
        json.writeArrayFieldStart("nodes");
        for (FlatTree.Place place : flat.places()) {
            node(flat, place);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("views");
        for (SharpView view : views) {
            json.writeStartObject();
            region("field", view.region());
            json.writeStringField("src", EncodedPicture.addressOfSignal(view.picture()));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** Without a picture, the part of it that any neuron sees. */
    private static Region seen(FlatTree flat) {
        return flat.places().stream()
                .flatMap(place -> place.node().evidence().stream())
                .map(Evidence::receptiveField)
                .reduce(Region.whole(1, 1), Region::cover);
    }

    /** 256 colours as rrggbbrrggbb… */
    private static String palette(Palette palette) {
        StringBuilder colours = new StringBuilder();
        for (int i = 0; i < 256; i++) {
            colours.append(String.format(Locale.ROOT, "%06x", palette.colour(i / 255.0)));
        }
        return colours.toString();
    }

    private void node(FlatTree flat, FlatTree.Place place) throws IOException {
        EvidenceNode node = place.node();
        json.writeStartObject();
        json.writeNumberField("parent", place.parent());
        json.writeStringField("path", place.path());
        if (node.decision() instanceof NeuronDecision neuron) {
            json.writeStringField("layer", neuron.tap().name());
            json.writeNumberField("channel", neuron.channel());
            json.writeNumberField("y", neuron.y());
            json.writeNumberField("x", neuron.x());
        } else {
            json.writeStringField("label", flat.name(node.decision()));
            if (node.decision() instanceof ClassDecision decided) {
                json.writeNumberField("classId", decided.classId());
            }
        }
        json.writeNumberField("value", node.value());
        if (node.into().isPresent()) {
            json.writeStringField("into", node.into().get().name());
            number("positive", node.remainder().positive());
            number("negative", node.remainder().negative());
            number("unexplained", node.remainder().unexplained());
            json.writeNumberField("below", node.children().size());
        }
        if (node.evidence().isPresent()) {
            evidence(node.evidence().get());
        }
        Optional<Integer> view = view(node.decision());
        if (view.isPresent()) {
            json.writeNumberField("view", view.get());
        }
        json.writeEndObject();
    }

    private Optional<Integer> view(Decision decision) {
        return exporter.sharp()
                .of(decision)
                .map(view -> numbers.computeIfAbsent(decision, absent -> {
                    views.add(view);
                    return views.size() - 1;
                }));
    }

    private void evidence(Evidence evidence) throws IOException {
        number("alpha", evidence.contribution());
        number("share", evidence.share());
        json.writeNumberField("peak", evidence.peak());
        region("field", evidence.receptiveField());
        map(evidence.map());
        if (!evidence.merged().isEmpty()) {
            json.writeArrayFieldStart("merged");
            for (MergedChannel merged : evidence.merged()) {
                json.writeArray(new double[] {merged.channel(), (float) merged.contribution()}, 0, 2);
            }
            json.writeEndArray();
        }
    }

    private void map(ActivationMap map) throws IOException {
        Scale scale = Scale.positive(map.values());
        byte[] steps = new byte[map.values().size()];
        for (int i = 0; i < steps.length; i++) {
            double fraction = Math.min(Math.max(scale.fraction(map.values().get(i)), 0), 1);
            steps[i] = (byte) Math.round(255 * fraction);
        }
        number("max", scale.high());
        json.writeFieldName("cells");
        json.writeArray(new int[] {map.layerHeight(), map.layerWidth()}, 0, 2);
        region("patch", map.patch());
        json.writeStringField("map", Base64.getEncoder().encodeToString(steps));
    }

    /** A number with the digits of float32, which are more than anyone reads. */
    private void number(String name, double value) throws IOException {
        if (Float.isFinite((float) value)) {
            json.writeNumberField(name, (float) value);
        } else {
            json.writeNumberField(name, value);
        }
    }

    private void region(String name, Region region) throws IOException {
        json.writeFieldName(name);
        json.writeArray(new int[] {region.y(), region.x(), region.height(), region.width()}, 0, 4);
    }
}
