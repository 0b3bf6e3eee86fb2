package io.github.hdecomp.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.hdecomp.spi.NetworkFile;
import io.github.hdecomp.weights.Models;
import io.github.hdecomp.weights.safetensors.Precision;
import io.github.hdecomp.weights.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Experiments that need no files: on scenes as they are drawn, and the network that comes along. */
class AnalyzeScenesTest {
    @TempDir
    private Path folder = Path.of("");

    private final StringWriter errors = new StringWriter();

    private int analyze(String... words) {
        List<String> arguments = new ArrayList<>(List.of("analyze"));
        arguments.addAll(List.of(words));
        arguments.addAll(List.of("--out", folder.resolve("out").toString()));
        return Main.run(new PrintWriter(new StringWriter()), new PrintWriter(errors), arguments.toArray(String[]::new));
    }

    private JsonNode row(Path permuted) throws IOException {
        int code = analyze(
                "label-randomization",
                "--scenes",
                "4",
                "--seed",
                "9",
                "--methods",
                "gradient",
                "--permuted",
                permuted.toString());
        assertThat(code).as(errors.toString()).isZero();
        JsonNode result = new ObjectMapper()
                .readTree(folder.resolve("out/label-randomization.json").toFile());
        assertThat(result.at("/provenance/images").asText()).isEqualTo("scenes of row 9");
        assertThat(result.at("/rows/0/magnitudes/n").asInt()).isEqualTo(4);
        return result.at("/rows/0");
    }

    /** Random weights have learned nothing; a network compared with itself has learned the same. */
    @Test
    void labelRandomization() throws IOException {
        Path random = SafetensorsFile.write(folder.resolve("random.safetensors"), Models.spec("demo_vgg"), 4);
        assertThat(row(random).at("/signed/mean").asDouble()).isBetween(-0.2, 0.2);
        try (NetworkFile demo = Models.demoNetwork()) {
            Path same = folder.resolve("same.safetensors");
            new SafetensorsWriter(Precision.SINGLE).write(demo.weights(), same);
            assertThat(row(same).at("/magnitudes/mean").asDouble()).isCloseTo(1, within(1e-9));
        }
    }

    @Test
    void eitherScenesOrImages() {
        assertThat(analyze("masking")).isEqualTo(2);
        assertThat(analyze("masking", "--scenes", "1", "--images", folder.toString()))
                .isEqualTo(2);
        assertThat(errors.toString()).contains("Expected either '--images=PATH' or '--scenes=N'");
    }
}
