package io.github.hdecomp.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.hdecomp.weights.Models;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartsBenchmarkCommandTest {
    @TempDir
    private Path folder = Path.of("");

    private static String run(int code, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        assertThat(Main.run(new PrintWriter(out), new PrintWriter(err), arguments))
                .as("%s", err)
                .isEqualTo(code);
        return out + err.toString();
    }

    private String benchmark(int code, String count, Path weights, Path out) {
        return run(
                code,
                "parts-benchmark",
                "--weights",
                weights.toString(),
                "--arch",
                "demo_vgg",
                "--count",
                count,
                "--cases",
                "1",
                "--methods",
                "grad-cam",
                "--children",
                "1",
                "--out",
                out.toString());
    }

    /** Also of a network with random weights, which is hardly ever right. */
    @Test
    void writesTablesNumbersAndPlots() throws IOException {
        Path weights = SafetensorsFile.write(folder.resolve("random.safetensors"), Models.spec("demo_vgg"), 4);
        Path out = folder.resolve("out");
        assertThat(benchmark(0, "28", weights, out)).contains("of 28 pictures").contains("Written: ");
        JsonNode report = new ObjectMapper().readTree(out.resolve("parts.json").toFile());
        assertThat(report.get("pictures").asInt()).isEqualTo(28);
        assertThat(report.get("right").asInt()).isPositive();
        assertThat(report.get("results")).allSatisfy(result -> {
            assertThat(result.get("n").asInt() + result.get("undefined").asInt())
                    .isEqualTo(report.get("right").asInt());
            assertThat(result.get("measure").asText()).matches("[a-z-]+");
        });
        assertThat(Files.readString(out.resolve("parts.md")))
                .contains("## Explained: the class's score", "| tree |", "| *chance* |", "## Where the tree is behind");
        assertThat(out.resolve("parts-pointing-score.png")).isNotEmptyFile();
        benchmark(0, "1", weights, folder.resolve("none"));
        assertThat(folder.resolve("none/parts.md")).isNotEmptyFile();
    }

    @Test
    void mistakes() throws IOException {
        Path weights = SafetensorsFile.write(folder.resolve("other.safetensors"), Models.spec("cifar_resnet20"), 4);
        Path out = folder.resolve("out");
        assertThat(run(
                        1,
                        "parts-benchmark",
                        "--weights",
                        weights.toString(),
                        "--arch",
                        "cifar_resnet20",
                        "--out",
                        out.toString()))
                .contains("it has 10 classes", "expected a network trained on scenes");
        assertThat(run(
                        1,
                        "failure-story",
                        "--weights",
                        weights.toString(),
                        "--arch",
                        "cifar_resnet20",
                        "--out",
                        out.toString()))
                .contains("it has 10 classes", "expected a network trained on scenes");
        assertThat(run(2, "parts-benchmark", "--arch", "demo_vgg", "--out", out.toString()))
                .contains("Missing required option: '--weights=FILE'");
        assertThat(run(1, "parts-benchmark", "--count", "0", "--out", out.toString()))
                .contains("0 pictures");
    }
}
