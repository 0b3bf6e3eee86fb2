package io.github.hdecomp.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.hdecomp.weights.Models;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as a user types it, on a network with random weights and pictures of noise. */
class CompareCommandTest {
    @TempDir
    private static Path folder = Path.of("");

    private static Path weights = Path.of("");

    @BeforeAll
    static void files() throws IOException {
        weights = SafetensorsFile.write(folder.resolve("net.safetensors"), Models.spec("cifar_resnet20"), 1);
        for (String name : List.of("cat/a", "cat/b", "dog/a")) {
            BufferedImage image = new BufferedImage(40, 32, BufferedImage.TYPE_INT_RGB);
            BufferedImage mask = new BufferedImage(40, 32, BufferedImage.TYPE_BYTE_GRAY);
            for (int i = 0; i < 32 * 40; i++) {
                image.setRGB(i % 40, i / 40, (i + name.hashCode()) * 0x9e3779b9);
                mask.getRaster().setSample(i % 40, i / 40, 0, i % 40 > 10 && i % 40 < 20 ? 3 : 0);
            }
            write(image, folder.resolve("pictures/" + name + ".png"));
            write(mask, folder.resolve("masks/" + name + ".png"));
        }
        Files.writeString(folder.resolve("pictures/dog/broken.png"), "no picture");
        Files.writeString(folder.resolve("labels.txt"), "cat\ndog\n" + "other\n".repeat(8));
    }

    private static void write(BufferedImage image, Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        ImageIO.write(image, "png", file.toFile());
    }

    private record Result(int code, String out, String err) {}

    private static Result compare(Path out, String... more) {
        List<String> arguments = new ArrayList<>(List.of("compare", "--weights", weights.toString()));
        arguments.addAll(List.of("--arch", "cifar_resnet20", "--out", out.toString()));
        arguments.addAll(List.of(more));
        StringWriter printed = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(new PrintWriter(printed), new PrintWriter(err), arguments.toArray(String[]::new));
        return new Result(code, printed.toString(), err.toString());
    }

    private static String path(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void pictures(@TempDir Path out) throws IOException {
        Result result = compare(
                out,
                "--images",
                path("pictures"),
                "--labels",
                path("labels.txt"),
                "--methods",
                "gradient,grad-cam,integrated-gradients,random",
                "--set",
                "integrated-gradients.steps=3",
                "--limit",
                "integrated-gradients=1",
                "--threads",
                "2");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out())
                .contains("insertion ↑")
                .contains("| integrated-gradients | 1 |")
                .contains("| gradient | 3 |")
                .contains("broken.png")
                .doesNotContain("pointing-game");
        assertThat(Files.readString(out.resolve("compare.md"))).contains("![").contains("| random | 3 |");
        JsonNode json = new ObjectMapper().readTree(out.resolve("compare.json").toFile());
        assertThat(json.at("/methods/0/scores")).hasSize(6);
        assertThat(json.at("/pictures")).hasSize(3);
        assertThat(json.at("/pictures/0/value/answers")).hasSize(4);
        assertThat(json.at("/failures/0/name").asText()).isEqualTo("dog/broken.png");
        BufferedImage maps = ImageIO.read(out.resolve("compare.png").toFile());
        assertThat(maps.getWidth()).isGreaterThanOrEqualTo(5 * 150);
        try (var files = Files.list(out)) {
            assertThat(files).hasSize(3);
        }
    }

    @Test
    void masks(@TempDir Path out) throws IOException {
        Result result = compare(
                out,
                "--images",
                path("pictures"),
                "--masks",
                path("masks"),
                "--labels",
                path("labels.txt"),
                "--methods",
                "grad-cam,centre",
                "--metrics",
                "pointing-game,energy-pointing-game,top-fraction-iou,sanity-check,max-sensitivity",
                "--shown",
                "0");
        assertThat(result.code()).as(result.err()).isZero();
        JsonNode json = new ObjectMapper().readTree(out.resolve("compare.json").toFile());
        assertThat(json.at("/methods/1/scores/1/chance").asDouble()).isBetween(27.0, 29.0);
        assertThat(json.at("/methods/1/scores/3/mean").asDouble()).isEqualTo(1);
        assertThat(json.at("/methods/1/scores/4/mean").asDouble()).isZero();
        assertThat(json.at("/pictures/2/value/answers/0/label").asText()).isEqualTo("dog");
        assertThat(out.resolve("compare.png")).doesNotExist();
    }

    @Test
    void onePicture(@TempDir Path out) {
        Result result = compare(
                out, "--image", path("pictures/cat/a.png"), "--class", "5", "--methods", "gap", "--metrics", "drop");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).contains("| gap | 1 |").contains("asked about class 5");
    }

    /** The network that comes along, on scenes that it has not seen. */
    @Test
    void scenes(@TempDir Path out) throws IOException {
        StringWriter printed = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(
                new PrintWriter(printed),
                new PrintWriter(err),
                "compare",
                "--scenes",
                "14",
                "--tolerance",
                "1",
                "--seed",
                "-5",
                "--methods",
                "grad-cam,gap,random",
                "--metrics",
                "pointing-game,energy-pointing-game",
                "--out",
                out.toString());
        assertThat(code).as(err.toString()).isZero();
        JsonNode json = new ObjectMapper().readTree(out.resolve("compare.json").toFile());
        JsonNode methods = json.at("/methods");
        double chance = methods.at("/0/scores/1/chance").asDouble();
        assertThat(methods.at("/0/scores/1/mean").asDouble()).isGreaterThan(1.5 * chance);
        assertThat(methods.at("/2/scores/1/mean").asDouble()).isBetween(0.7 * chance, 1.4 * chance);
        assertThat(json.at("/pictures")).hasSize(14);
    }

    @Test
    void mistakes(@TempDir Path out) {
        assertThat(compare(out).code()).isEqualTo(2);
        assertThat(compare(out, "--images", path("pictures"), "--image", path("pictures/cat/a.png"))
                        .err())
                .contains("Expected one of");
        String pictures = path("pictures");
        assertThat(compare(out, "--images", pictures, "--methods", "grad-cm").err())
                .contains("grad-cam");
        assertThat(compare(out, "--images", pictures, "--metrics", "dropp").err())
                .contains("drop");
        assertThat(compare(out, "--images", pictures, "--metrics", "pointing-game")
                        .err())
                .contains("boxes or masks");
        assertThat(compare(out, "--images", pictures, "--methods", "cam", "--limit", "rise=3")
                        .err())
                .contains("rise is not compared");
        assertThat(compare(out, "--images", pictures, "--methods", "cam", "--set", "steps=3")
                        .err())
                .contains("METHOD.NAME=VALUE");
        assertThat(compare(out, "--image", path("absent.png"), "--methods", "cam")
                        .err())
                .contains("absent.png");
        assertThat(compare(out, "--voc", path("pictures"), "--methods", "cam").code())
                .isEqualTo(1);
    }
}
