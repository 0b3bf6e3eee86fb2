package io.github.hdecomp.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hdecomp.examples.methods.Methods;
import io.github.hdecomp.model.Weights;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import io.github.hdecomp.weights.Models;
import io.github.hdecomp.weights.safetensors.SafetensorsReader;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code hdecomp attribute} as a user types it, on a network with random weights and a picture of noise. */
class AttributeCommandTest {
    @TempDir
    private static Path folder = Path.of("");

    private static Path weights = Path.of("");
    private static Path picture = Path.of("");

    @BeforeAll
    static void files() throws IOException {
        weights = SafetensorsFile.write(folder.resolve("net.safetensors"), Models.spec("cifar_resnet20"), 1);
        BufferedImage image = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 32 * 32; i++) {
            image.setRGB(i % 32, i / 32, i * 0x9e3779b9);
        }
        picture = folder.resolve("picture.png");
        ImageIO.write(image, "png", picture.toFile());
    }

    private record Result(int code, String out, String err) {}

    private static Result attribute(Path out, String method, String... more) {
        List<String> arguments = new ArrayList<>(List.of("attribute", method, "--as-is"));
        arguments.addAll(List.of("--arch", "cifar_resnet20", "--weights", weights.toString()));
        arguments.addAll(List.of("--image", picture.toString(), "--out", out.toString()));
        arguments.addAll(List.of(more));
        StringWriter printed = new StringWriter();
        StringWriter complaints = new StringWriter();
        int code = Main.run(new PrintWriter(printed), new PrintWriter(complaints), arguments.toArray(String[]::new));
        return new Result(code, printed.toString(), complaints.toString());
    }

    private static Tensor values(Path file) throws IOException {
        try (Weights tensors = new SafetensorsReader().open(file)) {
            assertThat(tensors.names()).containsExactly("attribution");
            return tensors.tensor("attribution");
        }
    }

    static List<String> names() {
        return Methods.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void writesValuesAndPicture(String method, @TempDir Path out) throws IOException {
        Result result = attribute(out, method, "--class", "3");
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        Shape shape = values(out.resolve(method + ".safetensors")).shape();
        assertThat(shape.rank()).isBetween(2, 3);
        assertThat(result.out()).contains("class 3 in " + picture + " by " + method);
        BufferedImage figure = ImageIO.read(out.resolve(method + ".png").toFile());
        assertThat(figure.getWidth()).isGreaterThanOrEqualTo(32);
        try (var files = Files.list(out)) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void parametersAndLayersAreSet(@TempDir Path out) throws IOException {
        Result result = attribute(out, "integrated-grad-cam", "--set", "steps=2", "rule=trapezoid", "--tap", "layer2");
        assertThat(result.err()).isEmpty();
        assertThat(values(out.resolve("integrated-grad-cam.safetensors")).shape())
                .isEqualTo(Shape.of(16, 16));
        assertThat(result.out()).contains("(tap=layer2 steps=2 rule=trapezoid ").contains("3 forward and 2 backward");
    }

    @Test
    void classesAreContrasted(@TempDir Path out) throws IOException {
        assertThat(attribute(out, "gradient", "--class=3", "--against=3").out())
                .contains("class 3 - class 3 in ")
                .contains("Remark: all values are zero");
        Tensor nothing = values(out.resolve("gradient.safetensors"));
        assertThat(nothing).isEqualTo(Tensor.adopt(nothing.shape(), new float[nothing.size()]));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gradcam | --class=1 | no method is called gradcam;",
                "grad-cam | --set=step=1 | grad-cam: there is no parameter step; it has tap, positive",
                "cam | --tap=layer1 | cam: there is no parameter tap; it has positive",
                "grad-cam | --tap=layer9 | no layer is called layer9;",
                "grad-cam | --class=10 | there is no class 10; classes are 0 to 9",
            })
    void mistakesAreOneLine(String method, String option, String complaint, @TempDir Path out) throws IOException {
        Result result = attribute(out, method, option);
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err().lines()).hasSize(1);
        assertThat(result.err()).contains(complaint);
        try (var files = Files.list(out)) {
            assertThat(files).isEmpty();
        }
    }
}
