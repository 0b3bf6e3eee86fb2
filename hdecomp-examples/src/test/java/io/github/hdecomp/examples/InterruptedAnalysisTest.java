package io.github.hdecomp.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.hdecomp.weights.Models;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An experiment whose process is killed goes on where it was, to the identical result. */
class InterruptedAnalysisTest {
    private static final int PICTURES = 30;

    @TempDir
    private Path folder = Path.of("");

    private Process start(Path weights, Path images, Path out) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "analyze",
                "pcc"));
        command.addAll(List.of("--weights", weights.toString(), "--images", images.toString(), "--threads", "2"));
        command.addAll(List.of("--fill", "zero,dataset-mean", "--out", out.toString()));
        return new ProcessBuilder(command)
                .redirectOutput(new File(folder.toFile(), "out.txt"))
                .redirectError(new File(folder.toFile(), "err.txt"))
                .start();
    }

    private static long lines(Path journal) throws IOException {
        return Files.exists(journal) ? Files.readString(journal).lines().count() : 0;
    }

    @Test
    void aKilledRunGoesOnToTheIdenticalResult() throws IOException, InterruptedException {
        Path weights = SafetensorsFile.write(folder.resolve("net.safetensors"), Models.spec("cifar_resnet20"), 1);
        Path images = Files.createDirectory(folder.resolve("images"));
        for (int i = 0; i < PICTURES; i++) {
            Random random = new Random(i);
            BufferedImage image = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
            for (int pixel = 0; pixel < 32 * 32; pixel++) {
                image.setRGB(pixel % 32, pixel / 32, random.nextInt(1 << 24));
            }
            ImageIO.write(image, "png", images.resolve((100 + i) + ".png").toFile());
        }
        Files.writeString(images.resolve("broken.png"), "no picture");
        Path out = folder.resolve("killed");
        Process killed = start(weights, images, out);
        Path journal = out.resolve(".pcc.journal.drops");
        while (killed.isAlive() && lines(journal) < 6) {
            killed.waitFor(5, TimeUnit.MILLISECONDS);
        }
        killed.destroyForcibly().waitFor();
        assertThat(lines(journal)).as("pictures done when it was killed").isBetween(6L, (long) PICTURES);
        assertThat(out.resolve("pcc.json")).doesNotExist();

        assertThat(start(weights, images, out).waitFor()).isZero();
        Path whole = folder.resolve("whole");
        assertThat(start(weights, images, whole).waitFor()).isZero();
        assertThat(Files.readString(out.resolve("pcc.json"))).isEqualTo(Files.readString(whole.resolve("pcc.json")));
        try (Stream<Path> files = Files.list(out)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("pcc.json", "pcc.md", "pcc-zero.png", "pcc-dataset-mean.png");
        }
        check(new ObjectMapper().readTree(out.resolve("pcc.json").toFile()));
    }

    private static void check(JsonNode result) {
        assertThat(result.get("rows")).hasSize(2 * 4 * 3).allSatisfy(row -> {
            assertThat(row.get("from").isTextual()).isTrue();
            assertThat(row.get("to").isTextual()).isTrue();
            assertThat(row.get("fill").asText()).isIn("zero", "dataset-mean");
            assertThat(row.get("estimator").asText()).isIn("AA", "MA", "AG", "MG");
            assertThat(row.get("mean").asDouble()).isBetween(-1.0, 1.0);
            assertThat(row.get("n").asInt()).isPositive();
            assertThat(row.get("undefined").isInt()).isTrue();
        });
        assertThat(result.at("/rows/0/from").asText()).isEqualTo("class");
        assertThat(result.at("/failures/0/name").asText()).isEqualTo("broken.png");
        assertThat(result.at("/provenance/pictures").asInt()).isEqualTo(PICTURES + 1);
        assertThat(result.get("pictures")).hasSize(PICTURES);
    }
}
