package io.github.hdecomp.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.hdecomp.attribution.Attribution;
import io.github.hdecomp.attribution.Clrp1;
import io.github.hdecomp.attribution.Contrast;
import io.github.hdecomp.attribution.Lrp;
import io.github.hdecomp.attribution.RelevanceStart;
import io.github.hdecomp.attribution.Rivals;
import io.github.hdecomp.image.Images;
import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Tape;
import io.github.hdecomp.relevance.RelevanceRule;
import io.github.hdecomp.relevance.RelevanceRules;
import io.github.hdecomp.spi.NetworkFile;
import io.github.hdecomp.tensor.Tensor;
import io.github.hdecomp.weights.Models;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Relevance on real networks against an independent float64 implementation: one rule everywhere, biases in the denominators, the
 * winner of a maximum takes all.
 */
class GoldenRelevanceTest {
    private static final double TOLERANCE = 1e-4;
    private static final RelevanceRules EPSILON = RelevanceRules.everywhere(RelevanceRule.epsilon(1e-6));

    private static final RelevanceRules ALPHA_BETA = RelevanceRules.everywhere(RelevanceRule.alphaBeta(1, 0));

    @ParameterizedTest
    @CsvSource({
        "squeezenet1_1-imagenet.safetensors, n02123045_tabby_224.png, squeezenet1_1__n02123045_tabby_224.json",
        "tiny_vgg.safetensors, tiny_koala_1.png, tiny_vgg__tiny_koala_1.json"
    })
    void equalsTheReference(String weights, String image, String golden) throws IOException {
        JsonNode json = JsonMapper.builder()
                .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                .build()
                .readTree(Shared.data("golden").resolve(golden).toFile());
        JsonNode methods = json.get("methods");
        ClassDecision predicted = new ClassDecision(json.get("pred").asInt());
        Path file = Shared.data("weights/" + weights);
        try (NetworkFile found = Models.identify(file);
                Model model = Models.load(file);
                Tape tape = model.record(
                        found.spec().preprocessing().normalize(Images.read(Shared.data("images/" + image))))) {
            lrp(tape, predicted, EPSILON, methods.get("lrp_eps1e-6"));
            lrp(tape, predicted, ALPHA_BETA, methods.get("lrp_a1b0"));
            RelevanceRules two = RelevanceRules.everywhere(RelevanceRule.alphaBeta(2, 1));
            lrp(tape, predicted, two, methods.get("lrp_a2b1"));
            Clrp1 uniform = new Clrp1(EPSILON, Rivals.UNIFORM, Contrast.DIFFERENCE, true);
            digest(methods, "clrp_eps1e-6", uniform.explain(tape, predicted));
            Clrp1 scores = new Clrp1(ALPHA_BETA, Rivals.SCORES, Contrast.SHARES, true);
            digest(methods, "clrp_a1b0_others_sumnorm", scores.explain(tape, predicted));
        }
    }

    /** Batch norms, shortcuts without parameters, biases: z⁺ and zB keep all of it nevertheless. */
    @Test
    void residualNetworksConserve() throws IOException {
        Path file = Shared.data("weights/resnet20_cifar10.safetensors");
        try (NetworkFile found = Models.identify(file);
                Model model = Models.load(file);
                Tape tape = model.record(found.spec()
                        .preprocessing()
                        .normalize(Images.read(Shared.data("images/cifar_test0_cat.png"))))) {
            for (int id = 0; id < model.classes(); id++) {
                ClassDecision decision = new ClassDecision(id);
                for (RelevanceRules rules : List.of(RelevanceRules.clrpVgg(), RelevanceRules.of("z-plus"))) {
                    double missed =
                            Lrp.by(rules).explain(tape, decision).error().orElseThrow();
                    assertThat(missed).isCloseTo(0, offset(1e-5 * Math.abs(tape.value(decision))));
                }
            }
        }
    }

    private static void digest(JsonNode methods, String name, Attribution found) {
        new Digest(methods.get(name)).assertClose(name, found.values(), TOLERANCE);
    }

    private static void lrp(Tape tape, ClassDecision target, RelevanceRules rules, JsonNode expected) {
        for (Map.Entry<String, JsonNode> tap : expected.properties()) {
            String what = rules.name() + " at " + tap.getKey();
            Tensor values = new Lrp(rules, RelevanceStart.SCORE, Tap.of(tap.getKey()))
                    .explain(tape, target)
                    .values();
            if (tap.getKey().equals(Tap.INPUT.name())) {
                new Digest(tap.getValue()).assertClose(what, values, TOLERANCE);
            } else {
                channelSums(what, tap.getValue(), values);
            }
        }
    }

    private static void channelSums(String what, JsonNode expected, Tensor values) {
        JsonNode sums = expected.get("channel_sums");
        int area = values.shape().height() * values.shape().width();
        double largest = 0;
        for (JsonNode sum : sums) {
            largest = Math.max(largest, Math.abs(sum.asDouble()));
        }
        for (int c = 0; c < sums.size(); c++) {
            double sum = 0;
            for (int place = 0; place < area; place++) {
                sum += values.get(c * area + place);
            }
            assertThat(sum)
                    .as("%s, channel %d", what, c)
                    .isCloseTo(sums.get(c).asDouble(), offset(TOLERANCE * largest));
        }
    }
}
