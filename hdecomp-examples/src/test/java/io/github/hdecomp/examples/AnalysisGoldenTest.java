package io.github.hdecomp.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.hdecomp.analysis.ChannelFill;
import io.github.hdecomp.analysis.ChannelGroundTruth;
import io.github.hdecomp.analysis.ChannelGroundTruth.Estimator;
import io.github.hdecomp.analysis.SparseSurrogate;
import io.github.hdecomp.image.Images;
import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.Edit;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.NeuronDecision;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Tape;
import io.github.hdecomp.tensor.Tensor;
import io.github.hdecomp.weights.Models;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Experiments on single pictures against an independent float64 implementation. */
class AnalysisGoldenTest {
    /** Of the largest number in the row. */
    private static final double TOLERANCE = 1e-4;

    /** Of the decision's value: differences of two float32 numbers are no more precise. */
    private static final double ROUNDING = 1e-6;

    @ParameterizedTest
    @CsvSource({
        "squeezenet1_1-imagenet.safetensors, n02123045_tabby_224.png, squeezenet1_1__n02123045_tabby_224.json",
        "resnet20_cifar10.safetensors, cifar_test0_cat.png, resnet20_cifar10__cifar_test0_cat.json",
        "tiny_vgg.safetensors, tiny_koala_1.png, tiny_vgg__tiny_koala_1.json"
    })
    void equalToTheReference(String weights, String image, String golden) throws IOException {
        JsonNode json = JsonMapper.builder()
                .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                .build()
                .readTree(Shared.data("golden/" + golden).toFile());
        try (Model model = Models.load(Shared.data("weights/" + weights))) {
            Tensor input = model.spec().preprocessing().normalize(Images.read(Shared.data("images/" + image)));
            try (Tape tape = model.record(input)) {
                json.get("greedy_chain").forEach(link -> drops(tape, link));
                json.get("surrogate")
                        .properties()
                        .forEach(entry -> surrogate(
                                tape,
                                input,
                                Integer.parseInt(entry.getKey()),
                                json.get("pred").asInt(),
                                entry.getValue()));
            }
        }
    }

    private static void drops(Tape tape, JsonNode link) {
        Decision decision = decision(link.get("decision"));
        Tap tap = Tap.of(link.get("lower").asText());
        Map<Estimator, double[]> estimates =
                ChannelGroundTruth.estimates(tape, List.of(decision), tap).get(0);
        estimates.forEach((estimator, values) -> close(
                estimator + " of " + decision,
                values,
                0,
                numbers(link.get(estimator == Estimator.AA ? "alpha" : estimator.name()))));
        Map.of("zero", ChannelFill.ZERO, "layer", ChannelFill.LAYER_MEAN, "channel", ChannelFill.OWN_MEAN)
                .forEach((name, fill) -> {
                    double[] all = ChannelGroundTruth.drops(tape, List.of(decision), tap, fill)
                            .get(0);
                    JsonNode expected = link.at("/ablation/" + name);
                    double[] some = expected.get("channels").isArray()
                            ? StreamSupport.stream(expected.get("channels").spliterator(), false)
                                    .mapToDouble(channel -> all[channel.asInt()])
                                    .toArray()
                            : all;
                    close(
                            name + " of " + decision,
                            some,
                            ROUNDING * Math.abs(tape.value(decision)),
                            numbers(expected.get("drop")));
                });
    }

    private static void surrogate(Tape tape, Tensor input, int k, int predicted, JsonNode expected) {
        Map<Tap, List<Integer>> kept = SparseSurrogate.defaults().keptChannels(tape, new ClassDecision(predicted), k);
        Map<Tap, Edit> edits = new HashMap<>();
        kept.forEach((tap, channels) -> {
            assertThat(channels)
                    .as("kept of %s for k = %d", tap, k)
                    .containsExactlyInAnyOrderElementsOf(
                            StreamSupport.stream(expected.at("/keep/" + tap).spliterator(), false)
                                    .map(JsonNode::asInt)
                                    .toList());
            edits.put(
                    tap,
                    Edit.zero(
                            IntStream.range(0, tape.model().layer(tap).output().channels())
                                    .filter(channel -> !channels.contains(channel))
                                    .toArray()));
        });
        Tensor logits = tape.model().predict(input, edits).logits();
        close(
                "logits for k = " + k,
                IntStream.range(0, logits.size()).mapToDouble(logits::get).toArray(),
                0,
                numbers(expected.get("logits_zero_fill")));
    }

    private static void close(String what, double[] actual, double rounding, double[] expected) {
        assertThat(actual).as(what).hasSameSizeAs(expected);
        double scale = 0;
        for (double value : expected) {
            scale = Math.max(scale, Math.abs(value));
        }
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i])
                    .as(what + ", number " + i)
                    .isCloseTo(expected[i], offset(Math.max(TOLERANCE * scale, rounding)));
        }
    }

    private static double[] numbers(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray();
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
}
