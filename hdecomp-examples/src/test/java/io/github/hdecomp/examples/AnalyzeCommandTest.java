package io.github.hdecomp.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.hdecomp.weights.Models;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Experiments as a user types them, on a network with random weights and a list of pictures of noise, one of them damaged. */
class AnalyzeCommandTest {
    private static final int PICTURES = 3;

    @TempDir
    private static Path folder = Path.of("");

    private static Path weights = Path.of("");
    private static Path list = Path.of("");

    @TempDir
    private Path out = Path.of("");

    private String printed = "";

    @BeforeAll
    static void files() throws IOException {
        weights = SafetensorsFile.write(folder.resolve("net.safetensors"), Models.spec("cifar_resnet20"), 1);
        List<String> lines = new ArrayList<>(List.of("path,class", "broken.png,0"));
        for (int i = 0; i < PICTURES; i++) {
            Random random = new Random(i);
            BufferedImage image = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
            for (int pixel = 0; pixel < 32 * 32; pixel++) {
                image.setRGB(pixel % 32, pixel / 32, random.nextInt(1 << 24));
            }
            ImageIO.write(image, "png", folder.resolve(i + ".png").toFile());
            lines.add(i + ".png," + 2 * i);
        }
        Files.writeString(folder.resolve("broken.png"), "no picture");
        list = Files.write(folder.resolve("list.csv"), lines);
    }

    private JsonNode analyze(String name, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("analyze", name, "--arch", "cifar_resnet20"));
        arguments.addAll(List.of("--weights", weights.toString(), "--images", list.toString()));
        arguments.addAll(List.of("--out", out.toString()));
        arguments.addAll(List.of(more));
        StringWriter text = new StringWriter();
        StringWriter errors = new StringWriter();
        int code = Main.run(new PrintWriter(text), new PrintWriter(errors), arguments.toArray(String[]::new));
        assertThat(code).as(errors.toString()).isZero();
        printed = text.toString();
        return new ObjectMapper().readTree(out.resolve(name + ".json").toFile());
    }

    private List<String> written() throws IOException {
        try (Stream<Path> files = Files.walk(out)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> out.relativize(file).toString())
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pcc",
                "masking",
                "distribution",
                "surrogate",
                "discriminative",
                "missed",
                "groups",
                "ablation",
                "adversarial",
                "failures",
                "class-graph"
            })
    void everyExperimentNamesWhatItWasFoundWithAndWhatItCouldNotUse(String name) throws IOException {
        JsonNode result = analyze(name, "--seed", "3");
        assertThat(result.at("/provenance/analysis").asText()).isEqualTo(name);
        assertThat(result.at("/provenance/pictures").asInt()).isEqualTo(PICTURES + 1);
        assertThat(result.at("/provenance/weightsSha256").asText()).hasSize(64);
        assertThat(result.get("failures")).hasSize(1);
        assertThat(result.at("/failures/0/name").asText()).isEqualTo("broken.png");
        assertThat(Files.readString(out.resolve(name + ".md")))
                .contains("1 pictures could not be used", "* broken.png: ");
        assertThat(printed).contains("Written: " + out.resolve(name + ".json"));
        assertThat(written()).noneMatch(file -> file.contains("journal") || file.endsWith(".part"));
    }

    @Test
    void plotsCarryWhatTheyWereFoundWith() throws IOException {
        JsonNode result = analyze("masking");
        String plot = Files.readString(out.resolve("masking.png"), StandardCharsets.ISO_8859_1);
        assertThat(plot)
                .contains(
                        "iTXtDescription",
                        result.at("/provenance/weightsSha256").asText().substring(0, 12),
                        "MaskingCurves[");
        assertThat(ImageIO.read(out.resolve("masking.png").toFile()).getWidth()).isEqualTo(760);
    }

    @Test
    void surrogate_rows() throws IOException {
        JsonNode rows = analyze("surrogate", "--k", "2,64").get("rows");
        assertThat(rows).hasSize(2).allSatisfy(row -> {
            assertThat(row.get("match").asDouble()).isBetween(0.0, 1.0);
            assertThat(row.get("accuracy").asDouble()).isBetween(0.0, 1.0);
            assertThat(row.get("randomMatch").asDouble()).isBetween(0.0, 1.0);
            assertThat(row.get("kept").size()).isEqualTo(3);
        });
        assertThat(rows.get(0).get("k").asInt()).isEqualTo(2);
        assertThat(rows.get(1).get("k").asInt()).isEqualTo(64);
    }

    @Test
    void discriminative_severalNetworksInOnePlot() throws IOException {
        Path other = SafetensorsFile.write(folder.resolve("other.safetensors"), Models.spec("cifar_resnet20"), 2);
        JsonNode first = analyze("discriminative", "--beside", other.toString(), "--beside", weights.toString());
        JsonNode networks = new ObjectMapper()
                .readTree(out.resolve("discriminative-networks.json").toFile())
                .get("networks");
        assertThat(networks).hasSize(3);
        assertThat(networks.get(0).get("rows")).isEqualTo(first.get("rows"));
        assertThat(networks.get(2).get("rows")).isEqualTo(first.get("rows"));
        assertThat(networks.get(1).get("rows")).isNotEqualTo(first.get("rows"));
        assertThat(written())
                .contains(
                        "discriminative-networks.md",
                        "discriminative-networks.png",
                        "discriminative-networks-highest.png")
                .noneMatch(file -> file.contains("journal"));
    }

    @Test
    void adversarial_report() throws IOException {
        JsonNode result = analyze("adversarial", "--norm", "EUCLIDEAN", "--epsilon", "1000", "--step", "500");
        assertThat(result.at("/succeeded/mean").asDouble()).isPositive();
        String report = Files.readString(out.resolve("attack/report.md"));
        assertThat(report)
                .contains(
                        "![the picture](clean.png) ![attacked](attacked.png)",
                        "![the trees before and after](trees.png)")
                .containsPattern("\\d+ nodes appeared, \\d+ vanished, \\d+ stayed");
        JsonNode trees =
                new ObjectMapper().readTree(out.resolve("attack/trees.json").toFile());
        assertThat(trees.get("appeared").size() + trees.get("stayed").size()).isEqualTo(39);
        BufferedImage both = ImageIO.read(out.resolve("attack/trees.png").toFile());
        assertThat(both.getWidth()).isGreaterThan(both.getHeight());
        assertThat(written()).contains("adversarial-picture.png", "attack/clean.png", "attack/attacked.png");
    }

    /** Noise is not what its label says. */
    @Test
    void failures_reportsShowBothTrees() throws IOException {
        JsonNode result = analyze("failures", "--reports", "1");
        assertThat(result.get("wrong").asInt()).isPositive();
        String report = Files.readString(out.resolve("failure-1/report.md"));
        assertThat(report).contains("![the trees of both classes](trees.png)", "## Why not ");
        BufferedImage both = ImageIO.read(out.resolve("failure-1/trees.png").toFile());
        assertThat(both.getWidth()).isGreaterThan(1200);
        assertThat(out.resolve("failure-1/picture.png")).exists();
        assertThat(out.resolve("failure-2")).doesNotExist();
    }

    @Test
    void classGraph_writesAFilePerClass() throws IOException {
        JsonNode graphs = analyze("class-graph").get("graphs");
        assertThat(graphs).hasSize(PICTURES);
        graphs.forEach(graph -> assertThat(out.resolve("class-" + graph.get("classId") + ".graphml"))
                .exists());
    }
}
