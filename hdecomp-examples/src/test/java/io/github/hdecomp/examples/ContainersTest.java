package io.github.hdecomp.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.hdecomp.Decomposer;
import io.github.hdecomp.export.JsonExporter;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.ModelOptions;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.Tape;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import io.github.hdecomp.tree.EvidenceTree;
import io.github.hdecomp.tree.Options;
import io.github.hdecomp.weights.Expected;
import io.github.hdecomp.weights.Models;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One network in every container: its scores are those of PyTorch, and its trees the same to the last bit. */
class ContainersTest {
    @TempDir
    private static Path folder = Path.of("");

    private static final ModelSpec NETWORK = ModelSpec.builder("small", 3, 11, 11)
            .convWithoutBias("features.0", 3, 6, 3, 1, 1)
            .batchNorm("features.1", 6)
            .relu("features.2")
            .maxPool("features.3", 3, 2, 0, true)
            .conv("features.4", 6, 8, 3, 2, 1)
            .relu("features.5")
            .globalAvgPool("avgpool")
            .flatten("flatten")
            .linear("classifier", 8, 5)
            .stages("features.2", "features.5")
            .build();

    private static Model load(String resource) throws IOException {
        Path file = Files.write(folder.resolve(resource), Expected.bytes(resource));
        return resource.endsWith(".onnx") ? Models.load(file) : Models.load(NETWORK, file, ModelOptions.defaults());
    }

    /** Value i in row-major order is sin(0.37 i). */
    private static Tensor input() {
        float[] values = new float[3 * 11 * 11];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.sin(0.37 * i);
        }
        return Tensor.adopt(Shape.of(3, 11, 11), values);
    }

    private static String tree(Model model) throws IOException {
        EvidenceTree tree = Decomposer.explain(model, input(), Options.defaults());
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        new JsonExporter().write(tree, json);
        JsonNode root = new ObjectMapper().readTree(json.toByteArray()).get("root");
        // The graph calls the layer features.2 by the path to it and its operator.
        return root.toString().replaceAll("/features/(features\\.\\d)/Relu", "$1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "small.safetensors",
                "small.zip.pth",
                "small.legacy.pth",
                "small.tar.pth",
                "small.cudatag.legacy.pth",
                "checkpoint.zip.pth",
                "checkpoint.legacy.pth",
                "parameters.zip.pth",
                "parameters.legacy.pth",
                "small.onnx"
            })
    void identicalTrees(String resource) throws IOException {
        try (Model reference = load("small.safetensors");
                Model model = load(resource)) {
            String tree = tree(model);
            assertThat(tree).contains("features.2").isEqualTo(tree(reference));
        }
    }

    @Test
    void scores() throws IOException {
        JsonNode expected =
                new ObjectMapper().readTree(new String(Expected.bytes("small.expected.json"), StandardCharsets.UTF_8));
        try (Model model = load("small.onnx");
                Tape tape = model.record(input())) {
            for (int i = 0; i < 5; i++) {
                assertThat((double) tape.logits().get(i))
                        .isCloseTo(expected.get("logits").get(i).asDouble(), Offset.offset(1e-6));
            }
        }
    }
}
