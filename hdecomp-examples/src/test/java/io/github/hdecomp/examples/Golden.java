package io.github.hdecomp.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.hdecomp.Decomposer;
import io.github.hdecomp.Exploration;
import io.github.hdecomp.attribution.Decomposition;
import io.github.hdecomp.attribution.OverlapSuppression;
import io.github.hdecomp.model.BackwardRule;
import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.Gradient;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.NeuronDecision;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import io.github.hdecomp.tree.Evidence;
import io.github.hdecomp.tree.EvidenceNode;
import io.github.hdecomp.tree.EvidenceTree;
import io.github.hdecomp.tree.Options;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One file of results of an independent float64 implementation, and the comparison of a model with all of it that gAP
 * computes. Tolerances are the ones that PyTorch in float32 keeps to on the same files.
 */
final class Golden {
    private static final double LOGITS = 1e-5;
    private static final double FEATURES = 1e-5;
    private static final double CONTRIBUTIONS = 1e-5;
    private static final double GUIDED = 1e-4;
    /** Straight from a class to a low tap, one switch of a ReLU or pool may flip on rounding. */
    private static final double FAR_CONTRIBUTIONS = 1e-3;

    private final JsonNode json;

    private Golden(JsonNode json) {
        this.json = json;
    }

    static Golden read(Path file) throws IOException {
        return new Golden(JsonMapper.builder()
                .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                .build()
                .readTree(file.toFile()));
    }

    void check(Model model, Tensor input) {
        assertThat(model.weightsSha256())
                .isEqualTo(json.at("/weights/sha256_of_float32_le_in_state_dict_order_without_num_batches_tracked")
                        .asText());
        try (Exploration exploration = Decomposer.open(model, input)) {
            logits(exploration);
            features(exploration);
            contributions(exploration);
            chain(exploration);
            guidedBackpropagation(exploration);
            tree(exploration);
        }
    }

    private static List<Double> numbers(JsonNode array) {
        List<Double> numbers = new ArrayList<>();
        array.forEach(number -> numbers.add(number.asDouble()));
        return numbers;
    }

    private static double largest(List<Double> values) {
        return values.stream().mapToDouble(Math::abs).max().orElse(0);
    }

    private void logits(Exploration exploration) {
        List<Double> expected = numbers(json.get("logits"));
        Tensor logits = exploration.tape().logits();
        assertThat(logits.size()).isEqualTo(expected.size());
        for (int i = 0; i < expected.size(); i++) {
            assertThat((double) logits.get(i))
                    .as("logit %d", i)
                    .isCloseTo(expected.get(i), offset(LOGITS * largest(expected)));
        }
        assertThat(exploration.prediction().classId())
                .isEqualTo(json.get("pred").asInt());
        List<Integer> top5 = new ArrayList<>();
        json.get("top5").forEach(id -> top5.add(id.asInt()));
        assertThat(exploration.prediction().top(5))
                .extracting(candidate -> candidate.classId())
                .isEqualTo(top5);
        assertThat(exploration.prediction().top(1).get(0).probability())
                .isCloseTo(json.get("softmax_pred").asDouble(), offset(1e-5));
    }

    private void features(Exploration exploration) {
        for (Map.Entry<String, JsonNode> tap : json.get("taps").properties()) {
            Tensor features = exploration.tape().activation(Tap.of(tap.getKey()));
            samples(tap.getKey(), tap.getValue(), features, FEATURES);
            double sum = 0;
            for (int i = 0; i < features.size(); i++) {
                sum += features.get(i);
            }
            double expected = tap.getValue().get("sum").asDouble();
            assertThat(sum).as(tap.getKey()).isCloseTo(expected, offset(FEATURES * Math.abs(expected)));
        }
    }

    /** Compares at the sampled positions, relative to the largest value. */
    private static void samples(String what, JsonNode expected, Tensor actual, double tolerance) {
        double scale = Math.max(
                Math.abs(expected.get("min").asDouble()),
                Math.abs(expected.get("max").asDouble()));
        for (int i = 0; i < expected.get("sample_index").size(); i++) {
            int index = expected.get("sample_index").get(i).asInt();
            assertThat((double) actual.get(index))
                    .as("%s at %d", what, index)
                    .isCloseTo(expected.get("sample_value").get(i).asDouble(), offset(tolerance * scale));
        }
    }

    private void contributions(Exploration exploration) {
        Decision predicted = new ClassDecision(json.get("pred").asInt());
        String last = json.get("taps_low_to_high")
                .get(json.get("taps_low_to_high").size() - 1)
                .asText();
        for (Map.Entry<String, JsonNode> tap : json.get("root_to_tap_alpha").properties()) {
            double tolerance = tap.getKey().equals(last) ? CONTRIBUTIONS : FAR_CONTRIBUTIONS;
            alpha(exploration.decompose(predicted, Tap.of(tap.getKey())), tap.getValue(), tolerance);
        }
        Decision second = new ClassDecision(json.at("/runner_up/class").asInt());
        alpha(exploration.decompose(second, Tap.of(last)), json.at("/runner_up/alpha_last_tap"), CONTRIBUTIONS);
    }

    private static void alpha(Decomposition actual, JsonNode alpha, double tolerance) {
        List<Double> expected = numbers(alpha);
        for (int k = 0; k < expected.size(); k++) {
            assertThat(actual.contribution(k))
                    .as("%s into %s, channel %d", actual.decision(), actual.tap(), k)
                    .isCloseTo(expected.get(k), offset(tolerance * largest(expected)));
        }
    }

    /** From the class down the strongest channel of each stage: contributions, maxima, products, groups that overlap. */
    private void chain(Exploration exploration) {
        for (JsonNode link : json.get("greedy_chain")) {
            Decision decision = decision(link.get("decision"));
            Decomposition actual =
                    exploration.decompose(decision, Tap.of(link.get("lower").asText()));
            double value = link.get("value").asDouble();
            assertThat((double) actual.value()).isCloseTo(value, offset(LOGITS * Math.abs(value)));
            alpha(actual, link.get("alpha"), CONTRIBUTIONS);
            List<Double> maxima = numbers(link.get("MA"));
            for (int k = 0; k < maxima.size(); k++) {
                assertThat((double) actual.peakValue(k))
                        .isCloseTo(maxima.get(k), offset(CONTRIBUTIONS * largest(maxima)));
            }
            samples("A", link.get("A"), embed(actual.products(), actual.region(), actual.layer()), CONTRIBUTIONS);
            overlaps(actual, link.get("nms_iou0.9"));
        }
    }

    private static void overlaps(Decomposition actual, JsonNode byFraction) {
        for (Map.Entry<String, JsonNode> fraction : byFraction.properties()) {
            List<OverlapSuppression.Group> expected = new ArrayList<>();
            for (JsonNode group : fraction.getValue()) {
                List<Integer> merged = new ArrayList<>();
                group.get(1).forEach(channel -> merged.add(channel.asInt()));
                expected.add(new OverlapSuppression.Group(group.get(0).asInt(), merged));
            }
            assertThat(new OverlapSuppression(0.9, Double.parseDouble(fraction.getKey())).groups(actual))
                    .isEqualTo(expected);
        }
    }

    private static Decision decision(JsonNode json) {
        return json.get(0).asText().equals("logit")
                ? new ClassDecision(json.get(1).asInt())
                : new NeuronDecision(
                        Tap.of(json.get(0).asText()),
                        json.get(1).asInt(),
                        json.get(2).asInt(),
                        json.get(3).asInt());
    }

    private static Tensor embed(Tensor patch, Region region, Shape layer) {
        float[] whole = new float[layer.size()];
        for (int c = 0; c < layer.channels(); c++) {
            for (int y = 0; y < region.height(); y++) {
                int from = (c * region.height() + y) * region.width();
                int to = (c * layer.height() + region.y() + y) * layer.width() + region.x();
                patch.copyTo(from, whole, to, region.width());
            }
        }
        return Tensor.adopt(layer, whole);
    }

    private void guidedBackpropagation(Exploration exploration) {
        for (Map.Entry<String, JsonNode> method : json.get("methods").properties()) {
            if (method.getKey().startsWith("guided_backprop_neuron")) {
                sharp(exploration, decision(method.getValue().get("neuron")), method);
            } else if (method.getKey().equals("guided_backprop_logit")) {
                sharp(exploration, new ClassDecision(json.get("pred").asInt()), method);
            }
        }
        Gradient gradient = exploration
                .tape()
                .gradients(List.of(new ClassDecision(json.get("pred").asInt())), Tap.INPUT, BackwardRule.GRADIENT)
                .get(0);
        Shape input = exploration.model().spec().input();
        Tensor whole = embed(gradient.values(), gradient.region(), input);
        new Digest(json.at("/methods/gradient")).assertClose("gradient", whole, FAR_CONTRIBUTIONS);
    }

    private static void sharp(Exploration exploration, Decision decision, Map.Entry<String, JsonNode> expected) {
        Gradient sharp = exploration.sharpen(decision);
        assertThat(sharp.region()).isEqualTo(exploration.model().receptiveField(decision, Tap.INPUT));
        Shape input = exploration.model().spec().input();
        Tensor whole = embed(sharp.values(), sharp.region(), input);
        new Digest(expected.getValue()).assertClose(expected.getKey(), whole, GUIDED);
    }

    private void tree(Exploration exploration) {
        EvidenceTree tree = exploration.tree(Options.defaults());
        assertThat(tree.root().decision())
                .isEqualTo(new ClassDecision(json.get("pred").asInt()));
        node(tree.root(), json.get("tree_top3"));
    }

    private static void node(EvidenceNode actual, JsonNode expected) {
        JsonNode children = expected.path("children");
        assertThat(actual.children()).hasSize(children.size());
        double scale = 0;
        for (JsonNode child : children) {
            scale = Math.max(scale, child.get("alpha").asDouble());
        }
        for (int i = 0; i < children.size(); i++) {
            EvidenceNode child = actual.children().get(i);
            JsonNode wanted = children.get(i);
            assertThat(child.decision())
                    .isEqualTo(new NeuronDecision(
                            Tap.of(wanted.get("layer").asText()),
                            wanted.get("channel").asInt(),
                            wanted.get("y").asInt(),
                            wanted.get("x").asInt()));
            Evidence evidence = child.evidence().orElseThrow();
            double alpha = wanted.get("alpha").asDouble();
            assertThat(evidence.contribution()).isCloseTo(alpha, offset(CONTRIBUTIONS * scale));
            double share = alpha / expected.get("alpha_pos_sum").asDouble();
            assertThat(evidence.share()).isCloseTo(share, offset(1e-5));
            double peak = wanted.get("peak").asDouble();
            assertThat((double) evidence.peak()).isCloseTo(peak, offset(CONTRIBUTIONS * Math.abs(peak)));
            double feature = wanted.get("feature").asDouble();
            assertThat((double) child.value()).isCloseTo(feature, offset(FEATURES * Math.abs(feature)));
            node(child, wanted.get("sub"));
        }
    }
}
