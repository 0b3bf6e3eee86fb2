package io.github.hdecomp.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.github.hdecomp.attribution.OverlapSuppression;
import io.github.hdecomp.image.ChannelOrder;
import io.github.hdecomp.image.Interpolation;
import io.github.hdecomp.image.Preprocessing;
import io.github.hdecomp.image.Resize;
import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.NeuronDecision;
import io.github.hdecomp.model.Prediction;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.WeightedSum;
import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import io.github.hdecomp.tree.ActivationMap;
import io.github.hdecomp.tree.Evidence;
import io.github.hdecomp.tree.EvidenceNode;
import io.github.hdecomp.tree.EvidenceTree;
import io.github.hdecomp.tree.MergedChannel;
import io.github.hdecomp.tree.Options;
import io.github.hdecomp.tree.Provenance;
import io.github.hdecomp.tree.Remainder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the trees that {@link JsonExporter} writes. Fields that it does not know are passed over. */
public final class JsonReader {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final JsonCursor json;

    private JsonReader(JsonCursor json) {
        this.json = json;
    }

    /**
     * Reads a tree.
     *
     * @param file a JSON file
     * @return the tree, equal to the one that was written
     * @throws IOException if the file cannot be read or is not such a tree; says where
     */
    public static EvidenceTree read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, file.toString());
        }
    }

    /**
     * Reads a tree.
     *
     * @param in JSON; not closed
     * @param source what to call it in messages
     * @return the tree, equal to the one that was written
     * @throws IOException if it cannot be read or is not such a tree; says where
     */
    public static EvidenceTree read(InputStream in, String source) throws IOException {
        try (JsonParser parser = FACTORY.createParser(in)) {
            JsonCursor cursor = new JsonCursor(parser, source);
            cursor.advance();
            try {
                return new JsonReader(cursor).tree();
            } catch (IllegalArgumentException inconsistent) {
                throw cursor.complaint(String.valueOf(inconsistent.getMessage()));
            }
        } catch (JsonProcessingException broken) {
            throw new IOException(source + ": no well-formed JSON: " + broken.getMessage(), broken);
        }
    }

    /** The fields of one object that have been read so far, by name. */
    private final class Fields {
        private final Map<String, Object> values = new HashMap<>();

        <T> T get(String name, Class<T> type) throws IOException {
            return json.required(type.cast(values.get(name)), name);
        }

        <T> Optional<T> find(String name, Class<T> type) {
            return Optional.ofNullable(type.cast(values.get(name)));
        }

        @SuppressWarnings("unchecked") // every list is put by the same method that gets it
        <T> List<T> list(String name) throws IOException {
            return (List<T>) get(name, List.class);
        }
    }

    /** Reads the value of a field, or skips it and returns what it likes if it does not know the name. */
    @FunctionalInterface
    private interface Value {
        Object read(String name) throws IOException;
    }

    private Fields fields(Value value) throws IOException {
        Fields fields = new Fields();
        json.object(name -> fields.values.put(name, value.read(name)));
        return fields;
    }

    private Object unknown() throws IOException {
        json.skip();
        return "";
    }

    private EvidenceTree tree() throws IOException {
        Fields fields = fields(name -> switch (name) {
            case "schema" -> json.string();
            case "provenance" -> provenance();
            case "prediction" -> json.array(this::candidate);
            case "root" -> node();
            default -> unknown();
        });
        String schema = fields.get("schema", String.class);
        if (!schema.equals(JsonExporter.SCHEMA)) {
            throw json.complaint("schema " + schema + ", expected " + JsonExporter.SCHEMA);
        }
        return new EvidenceTree(
                fields.get("provenance", Provenance.class),
                fields.list("prediction"),
                fields.get("root", EvidenceNode.class));
    }

    private Provenance provenance() throws IOException {
        Fields fields = fields(name -> switch (name) {
            case "model", "weightsSha256", "inputSha256", "backend", "version" -> json.string();
            case "preprocessing" -> preprocessing();
            case "options" -> options();
            default -> unknown();
        });
        return new Provenance(
                fields.get("model", String.class),
                fields.get("weightsSha256", String.class),
                fields.get("inputSha256", String.class),
                fields.find("preprocessing", Preprocessing.class),
                fields.get("options", Options.class),
                fields.get("backend", String.class),
                fields.get("version", String.class));
    }

    private Preprocessing preprocessing() throws IOException {
        Fields fields = fields(name -> switch (name) {
            case "resize" -> resize();
            case "height", "width" -> json.integer();
            case "channels" -> word(ChannelOrder.class);
            case "divisor" -> json.single();
            case "mean", "deviation" -> json.array(json::single);
            default -> unknown();
        });
        return new Preprocessing(
                fields.get("resize", Resize.class),
                fields.get("height", Integer.class),
                fields.get("width", Integer.class),
                fields.get("channels", ChannelOrder.class),
                fields.get("divisor", Float.class),
                fields.list("mean"),
                fields.list("deviation"));
    }

    private Resize resize() throws IOException {
        Fields fields = fields(name -> switch (name) {
            case "kind" -> json.string();
            case "pixels" -> json.integer();
            case "interpolation" -> word(Interpolation.class);
            default -> unknown();
        });
        String kind = fields.get("kind", String.class);
        return switch (kind) {
            case "none" -> new Resize.None();
            case "squash" -> new Resize.Squash(fields.get("interpolation", Interpolation.class));
            case "shorterSide" ->
                new Resize.ShorterSide(
                        fields.get("pixels", Integer.class), fields.get("interpolation", Interpolation.class));
            default -> throw json.complaint("a resize of kind " + kind + ", expected none, squash or shorterSide");
        };
    }

    /** The constant of an enumeration. */
    private <E extends Enum<E>> E word(Class<E> type) throws IOException {
        String word = json.string();
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(word)) {
                return constant;
            }
        }
        throw json.complaint(word + ", expected one of " + List.of(type.getEnumConstants()));
    }

    private Options options() throws IOException {
        Fields fields = fields(name -> switch (name) {
            case "children", "depth" -> json.integer();
            case "taps" -> json.array(() -> Tap.of(json.string()));
            case "minimumShare" -> json.real();
            case "overlap" -> overlap();
            default -> unknown();
        });
        return new Options(
                fields.get("children", Integer.class),
                fields.list("taps"),
                fields.get("depth", Integer.class),
                fields.get("minimumShare", Double.class),
                fields.find("overlap", OverlapSuppression.class));
    }

    private OverlapSuppression overlap() throws IOException {
        Fields fields = fields(name -> switch (name) {
            case "intersectionOverUnion", "fraction" -> json.real();
            default -> unknown();
        });
        return new OverlapSuppression(
                fields.get("intersectionOverUnion", Double.class), fields.get("fraction", Double.class));
    }

    private Prediction.Candidate candidate() throws IOException {
        Fields fields = fields(name -> switch (name) {
            case "classId" -> json.integer();
            case "label" -> json.string();
            case "logit" -> json.single();
            case "probability" -> json.real();
            default -> unknown();
        });
        return new Prediction.Candidate(
                fields.get("classId", Integer.class),
                fields.get("label", String.class),
                fields.get("logit", Float.class),
                fields.get("probability", Double.class));
    }

    private EvidenceNode node() throws IOException {
        Fields fields = fields(name -> switch (name) {
            case "decision" -> decision();
            case "value", "peak" -> json.single();
            case "contribution", "share", "prunedPositive", "prunedNegative", "unexplained" -> json.real();
            case "receptiveField" -> region();
            case "map" -> map();
            case "merged" -> json.array(this::merged);
            case "into" -> Tap.of(json.string());
            case "children" -> json.array(this::node);
            default -> unknown();
        });
        Optional<Evidence> evidence =
                fields.values.containsKey("contribution") ? Optional.of(evidence(fields)) : Optional.empty();
        return new EvidenceNode(
                fields.get("decision", Decision.class),
                fields.get("value", Float.class),
                evidence,
                fields.find("into", Tap.class),
                fields.list("children"),
                new Remainder(
                        fields.get("prunedPositive", Double.class),
                        fields.get("prunedNegative", Double.class),
                        fields.get("unexplained", Double.class)));
    }

    private static Evidence evidence(Fields fields) throws IOException {
        return new Evidence(
                fields.get("contribution", Double.class),
                fields.get("share", Double.class),
                fields.get("peak", Float.class),
                fields.get("receptiveField", Region.class),
                fields.get("map", ActivationMap.class),
                fields.list("merged"));
    }

    private Decision decision() throws IOException {
        Fields fields = fields(name -> switch (name) {
            case "kind", "tap" -> json.string();
            case "classId", "channel", "y", "x" -> json.integer();
            case "terms" -> json.array(this::term);
            default -> unknown();
        });
        String kind = fields.get("kind", String.class);
        return switch (kind) {
            case "class" -> new ClassDecision(fields.get("classId", Integer.class));
            case "neuron" ->
                new NeuronDecision(
                        Tap.of(fields.get("tap", String.class)),
                        fields.get("channel", Integer.class),
                        fields.get("y", Integer.class),
                        fields.get("x", Integer.class));
            case "sum" -> sum(fields.list("terms"));
            default -> throw json.complaint("a decision of kind " + kind + ", expected class, neuron or sum");
        };
    }

    private WeightedSum sum(List<WeightedSum.Term> terms) throws IOException {
        if (terms.isEmpty()) {
            throw json.complaint("a sum without terms, expected at least one");
        }
        return new WeightedSum(terms);
    }

    private WeightedSum.Term term() throws IOException {
        Fields fields = fields(name -> switch (name) {
            case "weight" -> json.real();
            case "decision" -> decision();
            default -> unknown();
        });
        double weight = fields.get("weight", Double.class);
        if (!Double.isFinite(weight)) {
            throw json.complaint("a weight of " + weight + ", expected a finite number");
        }
        return new WeightedSum.Term(weight, fields.get("decision", Decision.class));
    }

    private MergedChannel merged() throws IOException {
        Fields fields = fields(name -> switch (name) {
            case "channel" -> json.integer();
            case "contribution" -> json.real();
            default -> unknown();
        });
        return new MergedChannel(fields.get("channel", Integer.class), fields.get("contribution", Double.class));
    }

    private Region region() throws IOException {
        return region(fields(name -> switch (name) {
            case "y", "x", "height", "width" -> json.integer();
            default -> unknown();
        }));
    }

    private static Region region(Fields fields) throws IOException {
        return new Region(
                fields.get("y", Integer.class),
                fields.get("x", Integer.class),
                fields.get("height", Integer.class),
                fields.get("width", Integer.class));
    }

    private ActivationMap map() throws IOException {
        Fields fields = fields(name -> switch (name) {
            case "layerHeight", "layerWidth", "y", "x", "height", "width" -> json.integer();
            case "values" -> json.array(json::single);
            default -> unknown();
        });
        List<Float> values = fields.list("values");
        float[] floats = new float[values.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = values.get(i);
        }
        Region patch = region(fields);
        return new ActivationMap(
                fields.get("layerHeight", Integer.class),
                fields.get("layerWidth", Integer.class),
                patch,
                Tensor.adopt(Shape.of(patch.height(), patch.width()), floats));
    }
}
