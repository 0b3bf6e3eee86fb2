package io.github.hdecomp.examples.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import io.github.hdecomp.Decomposer;
import io.github.hdecomp.Exploration;
import io.github.hdecomp.attribution.OverlapSuppression;
import io.github.hdecomp.examples.explore.Served.Answer;
import io.github.hdecomp.export.JsonReader;
import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.Edit;
import io.github.hdecomp.model.NeuronDecision;
import io.github.hdecomp.model.Prediction;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.WeightedSum;
import io.github.hdecomp.tensor.Tensor;
import io.github.hdecomp.tree.EvidenceNode;
import io.github.hdecomp.tree.EvidenceTree;
import io.github.hdecomp.tree.Options;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.StreamSupport;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the server answers is what the library computes, in the form that its description promises. */
class ExplorerApiTest {
    private static final Served SERVED = new Served();
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @AfterAll
    static void close() {
        SERVED.close();
    }

    /** An answer, checked against a schema of the description. */
    private static JsonNode described(String schema, Answer answer) {
        assertThat(answer.status()).as(() -> answer.json().toString()).isEqualTo(200);
        byte[] description = SERVED.get("/api/openapi.json").response().body();
        JsonSchema components = JsonSchemaFactory.getInstance(
                        SpecVersion.VersionFlag.V202012,
                        builder -> builder.schemaLoaders(
                                loaders -> loaders.schemas(address -> address.equals("https://hdecomp.test/api")
                                        ? new String(description, StandardCharsets.UTF_8)
                                        : null)))
                .getSchema(SchemaLocation.of("https://hdecomp.test/api#/components/schemas/" + schema));
        assertThat(components.validate(answer.json())).isEmpty();
        return answer.json();
    }

    private static EvidenceTree tree(String request) {
        try {
            Answer answer = SERVED.post("/api/tree", request);
            described("Tree", answer);
            return JsonReader.read(new ByteArrayInputStream(answer.response().body()), "answer");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Exploration exploration() {
        return Decomposer.open(SERVED.model, Served.picture(1));
    }

    @Test
    void network() {
        JsonNode network = described("Network", SERVED.get("/api/network"));
        assertThat(network.get("name").asText()).isEqualTo("small");
        assertThat(network.get("layers").get(0).get("name").asText()).isEqualTo("input");
        assertThat(network.at("/pictures/0").asText()).isEqualTo("shapes");
        assertThat(network.get("palette")).hasSize(256);
    }

    @Test
    void uploadIsPredictedAsTheLibraryDoes() {
        String picture = SERVED.upload(Served.png(Served.picture(5)));
        JsonNode classes = described(
                        "Prediction",
                        SERVED.post("/api/prediction", "{\"picture\": \"" + picture + "\", \"classes\": [0, 6]}"))
                .get("classes");
        Tensor input = Served.SPEC.preprocessing().apply(Served.picture(5));
        List<Prediction.Candidate> all = SERVED.model.predict(input).top(7);
        for (JsonNode entry : classes) {
            Prediction.Candidate candidate = all.get(entry.get("rank").asInt());
            assertThat(entry.get("classId").asInt()).isEqualTo(candidate.classId());
            assertThat(entry.get("probability").asDouble()).isEqualTo(candidate.probability());
        }
        assertThat(classes.findValuesAsText("classId")).contains("0", "6").hasSizeBetween(5, 7);
        assertThat(SERVED.upload(Served.png(Served.picture(5)))).isEqualTo(picture);
    }

    @Test
    void allStagesAreTheLibrarysTree() {
        EvidenceTree served = tree("{\"picture\": \"shapes\", \"levels\": 9}");
        try (Exploration exploration = exploration()) {
            assertThat(served).isEqualTo(exploration.tree(Options.defaults()));
            Options merged = Options.defaults().withChildren(5).withOverlap(OverlapSuppression.defaults());
            assertThat(tree("{\"picture\": \"shapes\", \"levels\": 9, \"children\": 5, \"merge\": true}"))
                    .isEqualTo(exploration.tree(merged));
        }
    }

    /** Step by step, to layers and channels of one's choice. */
    @Test
    void walk() {
        EvidenceNode root =
                tree("{\"picture\": \"shapes\", \"expand\": {\"\": {}}}").root();
        int first = channel(root.children().get(0));
        EvidenceTree walked = tree("{\"picture\": \"shapes\", \"expand\": {\"\": {}, \"" + first
                + "\": {\"tap\": \"pool1\", \"only\": [0, 1, 2, 3, 4, 5, 6, 7]}}}");
        EvidenceNode opened = walked.root().children().get(0);
        assertThat(opened.into()).contains(Tap.of("pool1"));
        assertThat(walked.root().children().get(1).into()).isEmpty();
        assertThat(walked.root().children().get(1)).isEqualTo(root.children().get(1));
        try (Exploration exploration = exploration()) {
            var decomposition = exploration.decompose(opened.decision(), Tap.of("pool1"));
            assertThat(opened.children()).extracting(ExplorerApiTest::channel).isEqualTo(decomposition.activated());
            int weakest =
                    decomposition.activated().get(decomposition.activated().size() - 1);
            EvidenceNode pinned = tree("{\"picture\": \"shapes\", \"children\": 1, \"root\": \""
                            + DecisionText.of(opened.decision())
                            + "\", \"expand\": {\"\": {\"tap\": \"pool1\", \"also\": ["
                            + weakest + "]}}}")
                    .root();
            assertThat(pinned.children())
                    .extracting(ExplorerApiTest::channel)
                    .containsExactly(decomposition.activated().get(0), weakest);
        }
    }

    private static int channel(EvidenceNode node) {
        return ((NeuronDecision) node.decision()).channel();
    }

    @Test
    void contrast() {
        EvidenceTree tree = tree("{\"picture\": \"shapes\", \"root\": \"contrast:2:3\", \"levels\": 1}");
        WeightedSum contrast = WeightedSum.contrast(new ClassDecision(2), new ClassDecision(3));
        assertThat(tree.root().decision()).isEqualTo(contrast);
        try (Exploration exploration = exploration()) {
            assertThat(tree.root())
                    .isEqualTo(exploration
                            .tree(contrast, Options.defaults().withDepth(1))
                            .root());
        }
    }

    @Test
    void longWorkSaysHowFarItIs() throws IOException {
        Answer answer =
                SERVED.post("/api/tree", "{\"picture\": \"shapes\", \"levels\": 9}", "Accept", "application/x-ndjson");
        List<String> lines = new String(answer.response().body(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(lines).hasSize(5);
        for (int i = 0; i < 4; i++) {
            assertThat(MAPPER.readTree(lines.get(i)).get("progress").get("done").asInt())
                    .isEqualTo(new int[] {0, 1, 4, 13}[i]);
        }
        EvidenceTree streamed = JsonReader.read(
                new ByteArrayInputStream(
                        MAPPER.writeValueAsBytes(MAPPER.readTree(lines.get(4)).get("result"))),
                "last line");
        assertThat(streamed.root())
                .isEqualTo(tree("{\"picture\": \"shapes\", \"levels\": 9}").root());
        Answer refused = SERVED.post(
                "/api/tree",
                "{\"picture\": \"shapes\", \"expand\": {\"\": {\"tap\": \"relu9\"}}}",
                "Accept",
                "application/x-ndjson");
        assertThat(new String(refused.response().body(), StandardCharsets.UTF_8))
                .contains("\"error\":{\"status\":400");
    }

    @Test
    void ablation() {
        JsonNode answer = described(
                "Ablation",
                SERVED.post(
                        "/api/ablation",
                        "{\"picture\": \"shapes\", \"tap\": \"relu2\", \"channels\": [3, 5],"
                                + " \"decisions\": [\"contrast:1:2\", \"neuron:relu3:4:2:2\"]}"));
        try (Exploration exploration = exploration()) {
            var replay = exploration
                    .tape()
                    .replay(
                            Tap.of("relu2"),
                            List.of(Edit.zero(3, 5)),
                            List.of(
                                    DecisionText.parse("contrast:1:2"),
                                    DecisionText.parse("neuron:relu3:4:2:2"),
                                    new ClassDecision(
                                            answer.at("/after/0/classId").asInt())));
            for (int i = 0; i < 2; i++) {
                JsonNode read = answer.get("decisions").get(i);
                assertThat(read.get("before").floatValue()).isCloseTo(replay.original(i), within(1e-5f));
                assertThat(read.get("after").floatValue()).isCloseTo(replay.value(0, i), within(1e-5f));
            }
            assertThat(answer.at("/after/0/logit").floatValue()).isCloseTo(replay.value(0, 2), within(1e-5f));
            assertThat(answer.at("/before/0/logit").floatValue())
                    .isEqualTo(exploration.prediction().top(1).get(0).logit());
        }
        assertThat(SERVED.post("/api/ablation", "{\"picture\": \"shapes\", \"tap\": \"relu2\", \"channels\": [99]}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void ranking() {
        JsonNode answer = described(
                "Ranking",
                SERVED.post(
                        "/api/ranking", "{\"picture\": \"shapes\", \"tap\": \"relu3\", \"decision\": \"class:2\"}"));
        List<Double> drops = StreamSupport.stream(answer.get("channels").spliterator(), false)
                .map(entry -> entry.get("drop").asDouble())
                .toList();
        assertThat(drops).hasSize(16).isSortedAccordingTo((a, b) -> Double.compare(b, a));
        // The head is linear, so that what channels are worth adds up to the score but for the bias.
        double bias = answer.get("value").asDouble()
                - drops.stream().mapToDouble(Double::doubleValue).sum();
        assertThat(Math.abs(bias)).isLessThan(0.11);
    }

    @Test
    void occlusion() throws IOException {
        String covered =
                "{\"picture\": \"shapes\", \"occlude\": [{\"y\": 0, \"x\": 0, \"height\": 48, \"width\": 48}]}";
        JsonNode classes =
                described("Prediction", SERVED.post("/api/prediction", covered)).get("classes");
        Tensor input = Served.SPEC.preprocessing().apply(Served.picture(1));
        Tensor mean = Occlusion.of(input, List.of(new Box(0, 0, 48, 48)));
        assertThat(mean.get(1, 5, 5)).isEqualTo(mean.get(1, 40, 40));
        assertThat(classes.at("/0/logit").floatValue())
                .isEqualTo(SERVED.model.predict(mean).top(1).get(0).logit());
        assertThat(classes)
                .isNotEqualTo(SERVED.post("/api/prediction", "{\"picture\": \"shapes\"}")
                        .json()
                        .get("classes"));
        var drawn =
                ImageIO.read(new ByteArrayInputStream(SERVED.get("/api/picture.png?picture=shapes&occlude=10,12,8,6")
                        .response()
                        .body()));
        assertThat(drawn.getWidth()).isEqualTo(48);
        assertThat(drawn.getRGB(12, 10)).isEqualTo(drawn.getRGB(17, 17));
    }

    @Test
    void whatFiresHere() {
        JsonNode place = described(
                "Place",
                SERVED.post(
                        "/api/place",
                        "{\"picture\": \"shapes\", \"tap\": \"relu3\", \"y\": 20, \"x\": 9, \"decision\": \"class:1\"}"));
        assertThat(place.get("y").asInt()).isEqualTo(5);
        assertThat(place.get("x").asInt()).isEqualTo(2);
        try (Exploration exploration = exploration()) {
            var decomposition = exploration.decompose(new ClassDecision(1), Tap.of("relu3"));
            for (JsonNode entry : place.get("channels")) {
                int channel = entry.get("channel").asInt();
                assertThat(entry.get("product").floatValue())
                        .isEqualTo(decomposition.products().get(channel, 5, 2))
                        .isPositive();
                assertThat(entry.get("contribution").asDouble()).isEqualTo(decomposition.contribution(channel));
            }
        }
        JsonNode byFeature = described(
                "Place",
                SERVED.post(
                        "/api/place",
                        "{\"picture\": \"shapes\", \"tap\": \"relu1\", \"y\": 0, \"x\": 0, \"count\": 2}"));
        assertThat(byFeature.get("channels").size()).isLessThanOrEqualTo(2);
        assertThat(SERVED.post("/api/place", "{\"picture\": \"shapes\", \"tap\": \"relu1\", \"y\": 48, \"x\": 0}")
                        .message())
                .contains("outside the picture");
    }

    @Test
    void channelByNumber() {
        JsonNode channel = described(
                "Channel",
                SERVED.post(
                        "/api/channel",
                        "{\"picture\": \"shapes\", \"tap\": \"relu2\", \"channel\": 7, \"decision\": \"class:0\"}"));
        try (Exploration exploration = exploration()) {
            assertThat(channel.get("contribution").asDouble())
                    .isEqualTo(exploration
                            .decompose(new ClassDecision(0), Tap.of("relu2"))
                            .contribution(7));
            assertThat(channel.get("value").floatValue())
                    .isEqualTo(exploration
                            .tape()
                            .value(DecisionText.parse(channel.get("decision").asText())));
        }
        assertThat(channel.at("/map/values")).hasSize(24 * 24);
    }

    @ParameterizedTest
    @CsvSource({"json, application/json", "html, text/html", "dot, text/vnd.graphviz", "png, image/png"})
    void exports(String format, String type) {
        Answer answer = SERVED.post("/api/export/" + format, "{\"picture\": \"shapes\", \"levels\": 2}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.response().headers().firstValue("Content-Type").orElse(""))
                .startsWith(type);
        assertThat(answer.response().headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"tree." + format + "\"");
        assertThat(answer.response().body().length).isGreaterThan(500);
    }

    /** Every address is described, and everything described is there. */
    @Test
    void descriptionIsComplete() {
        JsonNode paths = SERVED.get("/api/openapi.json").json().get("paths");
        assertThat(paths.properties()).hasSize(12);
        paths.properties().forEach(path -> {
            String address = path.getKey().replace("{format}", "json");
            int status = path.getValue().has("post")
                    ? SERVED.post(address, "{}").status()
                    : SERVED.get(address).status();
            assertThat(status).as(address).isIn(200, 400, 422);
        });
    }
}
