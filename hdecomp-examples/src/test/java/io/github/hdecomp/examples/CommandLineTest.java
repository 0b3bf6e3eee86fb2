package io.github.hdecomp.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.sun.net.httpserver.HttpServer;
import io.github.hdecomp.export.JsonReader;
import io.github.hdecomp.image.Preprocessing;
import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.tree.EvidenceTree;
import io.github.hdecomp.weights.Models;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands as a user types them, on a network with random weights and a picture of noise. */
class CommandLineTest {
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
        Path jpeg = folder.resolve("cut.jpg");
        ImageIO.write(image, "jpg", jpeg.toFile());
        byte[] whole = Files.readAllBytes(jpeg);
        Files.write(jpeg, Arrays.copyOf(whole, whole.length * 3 / 4));
        Files.writeString(folder.resolve("text.png"), "no picture");
        Files.write(folder.resolve("cut.safetensors"), Arrays.copyOf(Files.readAllBytes(weights), 100_000));
        Files.writeString(
                folder.resolve("labels.txt"),
                "n02123045 aeroplane\ncar\nbird\ncat\ndeer\ndog\nfrog\nhorse\nship\ntruck\n\n \n");
        Files.writeString(folder.resolve("few.txt"), "cat\ndog\n");
    }

    private record Result(int code, String out, String err) {}

    private static Result run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(new PrintWriter(out), new PrintWriter(err), arguments);
        return new Result(code, out.toString(), err.toString());
    }

    private static Result explain(Path out, String... more) {
        List<String> arguments = new ArrayList<>(List.of("explain"));
        List<String> given = List.of(more);
        add(arguments, given, "--out", out.toString());
        add(arguments, given, "--arch", "cifar_resnet20");
        add(arguments, given, "--weights", weights.toString());
        add(arguments, given, "--image", picture.toString());
        arguments.addAll(given);
        return run(arguments.toArray(String[]::new));
    }

    private static void add(List<String> arguments, List<String> given, String option, String value) {
        if (!given.contains(option)) {
            arguments.addAll(List.of(option, value));
        }
    }

    @Test
    void explain_writesAndPrintsTheTree(@TempDir Path out) throws IOException {
        Result result = explain(
                out,
                "--as-is",
                "--class",
                "5",
                "--labels",
                folder.resolve("labels.txt").toString());
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        assertThat(result.out())
                .contains("class 5 (dog) = ")
                .contains(" %  layer3[")
                .contains("Written: ");
        assertThat(Files.readString(out.resolve("tree.html"))).contains("<h1>dog</h1>", "\"view\":");
        assertThat(ImageIO.read(out.resolve("pyramid.png").toFile()).getWidth()).isGreaterThan(600);
        EvidenceTree tree = JsonReader.read(out.resolve("tree.json"));
        assertThat(tree.root().decision()).isEqualTo(new ClassDecision(5));
        assertThat(tree.root().children()).hasSize(3);
        Preprocessing preprocessing = Models.spec("cifar_resnet20").preprocessing();
        assertThat(tree.provenance().preprocessing()).contains(preprocessing.withoutResize());
        assertThat(tree.prediction())
                .allMatch(candidate ->
                        candidate.classId() != 0 || candidate.label().equals("aeroplane"));
        assertThat(Files.readString(out.resolve("tree.dot"))).startsWith("digraph evidence {");
        try (var files = Files.list(out)) {
            assertThat(files).hasSize(4);
        }
    }

    /** The network and the picture that come along. */
    @Test
    void explain_needsNothing(@TempDir Path folder) throws IOException {
        Result result = run("explain", "--out", folder.toString());
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        assertThat(result.out())
                .contains("Network: demo_vgg, which comes with HDecomp.")
                .contains("class 4 sailing boat")
                .contains("relu5_2[")
                .contains("Look at how the strongest evidence narrows down");
        EvidenceTree tree = JsonReader.read(folder.resolve("tree.json"));
        assertThat(tree.root().decision()).isEqualTo(new ClassDecision(4));
        assertThat(tree.prediction().get(0).probability()).isGreaterThan(0.9f);
    }

    /** The predicted class is explained; the folder is made; other taps and numbers of children are kept to. */
    @Test
    void explain_options(@TempDir Path parent) throws IOException {
        Path out = parent.resolve("a/b");
        Result result = explain(out, "--children", "2", "--taps", "layer1,layer3.1,layer1.2");
        assertThat(result.code()).isZero();
        EvidenceTree tree = JsonReader.read(out.resolve("tree.json"));
        assertThat(tree.root().decision())
                .isEqualTo(new ClassDecision(tree.prediction().get(0).classId()));
        assertThat(tree.provenance().options().taps())
                .extracting(tap -> tap.name())
                .containsExactly("layer3.1", "layer1");
        assertThat(tree.root().children()).hasSize(2);
        assertThat(tree.root().depth()).isEqualTo(2);
        assertThat(tree.provenance().preprocessing())
                .contains(Models.spec("cifar_resnet20").preprocessing());
    }

    @Test
    void explain_downToThePicture(@TempDir Path out) throws IOException {
        Result result = explain(out, "--taps", "layer3,input");
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        assertThat(result.out()).contains(" %  input[");
        assertThat(JsonReader.read(out.resolve("tree.json")).root().depth()).isEqualTo(2);
    }

    /** What is written keeps to the schema that is published. */
    @Test
    void explain_keepsToTheSchema(@TempDir Path out) throws IOException {
        assertThat(explain(out).code()).isZero();
        Path schema = Path.of("..", "docs", "tree.schema.json");
        ObjectMapper mapper = new ObjectMapper();
        var validator =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(Files.readString(schema));
        assertThat(validator.validate(mapper.readTree(out.resolve("tree.json").toFile())))
                .isEmpty();
        String broken = Files.readString(out.resolve("tree.json")).replaceFirst("\"share\"", "\"shore\"");
        assertThat(validator.validate(mapper.readTree(broken))).isNotEmpty();
    }

    @Test
    void layers() {
        Result result = run("layers", "--arch", "vgg16");
        assertThat(result.code()).isZero();
        assertThat(result.out())
                .containsPattern("features.29 +Relu +\\(512, 14, 14\\) +196x196 +16x16\\R")
                .containsPattern("classifier.0 +Gemm +\\(4096, 1, 1\\) +\\S+ +0x0 +102764544")
                .contains("138,357,544 parameters")
                .contains("stages: features.3, features.8, features.15, features.22, features.29");
    }

    @Test
    void layers_withWeights_sayHowTheyAreComputed() {
        Result result = run("layers", "--arch", "cifar_resnet20", "--weights", weights.toString());
        assertThat(result.code()).isZero();
        assertThat(result.out())
                .containsPattern("layer1.0.conv1 +Conv .* \\w+\\R")
                .contains("layer1 is another name of layer1.2");
    }

    /** The names and shapes of the tensors tell the network. */
    @Test
    void withoutArch(@TempDir Path out) {
        Result explained = run(
                "explain",
                "--weights",
                weights.toString(),
                "--image",
                picture.toString(),
                "--out",
                out.resolve("tree").toString());
        assertThat(explained.code()).isZero();
        assertThat(explained.out())
                .startsWith("Network: safetensors, taken for cifar_resnet20 by the names and shapes of its tensors.");
        Result layers = run("layers", "--weights", weights.toString());
        assertThat(layers.code()).isZero();
        assertThat(layers.out()).contains("taken for cifar_resnet20").contains("stages: layer1, layer2, layer3");
    }

    /** The record of a tree says how its picture was prepared. */
    @Test
    void preprocessing(@TempDir Path out) throws IOException {
        assertThat(explain(out, "--preprocessing", "caffe").code()).isZero();
        assertThat(Files.readString(out.resolve("tree.json"))).contains("103.939");
        assertThat(explain(out, "--preprocessing", "keras").code()).isEqualTo(2);
        assertThat(explain(out, "--preprocessing", "keras").err()).contains("TORCHVISION, CAFFE, SYMMETRIC, UNIT");
    }

    /** What cannot be fetched is said with its address and what to do by hand; a bar shows what is. */
    @Test
    void pretrained(@TempDir Path cache) throws IOException {
        assertThat(run("layers", "--pretrained", "resnet19").err()).contains("no weights are published for resnet19");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            boolean known = exchange.getRequestURI().getPath().contains("squeezenet");
            exchange.sendResponseHeaders(known ? 200 : 404, known ? 4_958_839 : -1);
            if (known) {
                exchange.getResponseBody().write(new byte[4_958_839]);
            }
            exchange.close();
        });
        server.start();
        try {
            String mirror = "http://localhost:" + server.getAddress().getPort() + "/";
            Result missing = run("layers", "--pretrained", "resnet18", "--cache", "" + cache, "--mirror", mirror);
            assertThat(missing.code()).isEqualTo(1);
            assertThat(missing.err().lines()).hasSize(1);
            assertThat(missing.err())
                    .contains(mirror + "resnet18-f37072fd.pth: cannot be fetched: the server answers 404")
                    .contains("fetch it by hand and save it as " + cache.resolve("resnet18-f37072fd.pth"));
            Result other = run("layers", "--pretrained", "squeezenet1_1", "--cache", "" + cache, "--mirror", mirror);
            assertThat(other.err())
                    .contains("squeezenet1_1-b8a52dc0.pth 100% [")
                    .contains("expected one that starts with");
        } finally {
            server.stop(0);
        }
    }

    /** One clear line, whatever is wrong. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--arch     | resnet19          | no network is called resnet19 (nearest: resnet18, resnet34",
                "--weights  | FOLDER/no.st      | no.st: there is no such file of weights",
                "--weights  | FOLDER/text.png   | no weights in a format that is known here",
                "--weights  | FOLDER/cut.safetensors | lies at bytes",
                "--arch     | resnet18          | net.safetensors: does not fit resnet18: ",
                "--image    | FOLDER/no.png     | no.png: there is no such file",
                "--image    | FOLDER/text.png   | text.png: not a picture in a format that is read here",
                "--image    | FOLDER            | : it is a folder, expected a file",
                "--image    | /dev/null         | /dev/null: it is a device or a pipe, expected a file",
                "--image    | FOLDER/cut.jpg    | cut.jpg: the file ends before the picture does",
                "--weights  | FOLDER            | : it is a folder, expected a file of weights",
                "--labels   | FOLDER            | : it is a folder, expected a file of labels",
                "--class    | 10                | cifar_resnet20: there is no class 10; classes are 0 to 9",
                "--class    | -1                | cifar_resnet20: there is no class -1; classes are 0 to 9",
                "--taps     | layer5            | cifar_resnet20: no layer is called layer5; nearest: layer1, layer2, layer3",
                "--taps     | layer3,linear     | cifar_resnet20: linear: the class is decided there",
                "--children | 0                 | hdecomp: options: children 0 must be at least 1",
                "--labels   | FOLDER/no.txt     | no.txt: there is no such file of labels",
                "--labels   | FOLDER/few.txt    | cifar_resnet20: got 2 labels, expected one for each of the 10 classes",
                "--labels   | FOLDER/picture.png | not a text file in UTF-8",
                "--out      | FOLDER/text.png   | text.png: a file has this name, expected a folder",
            })
    void wrongInput(String option, String value, String complaint, @TempDir Path out) {
        Result result = explain(out, option, value.replace("FOLDER", folder.toString()));
        assertThat(result.err()).startsWith("hdecomp: ").contains(complaint);
        assertThat(result.err().lines()).hasSize(1);
        assertThat(result.err()).doesNotContain("Exception");
        assertThat(result.code()).isEqualTo(1);
        assertThat(out).isEmptyDirectory();
    }

    @Test
    void aPictureOfAnotherSize_asIs(@TempDir Path out) throws IOException {
        Path small = folder.resolve("one.png");
        ImageIO.write(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB), "png", small.toFile());
        Result result = explain(out, "--image", small.toString(), "--as-is");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("one.png: picture: it is 1x1 pixels");
        assertThat(explain(out, "--image", small.toString()).code()).isZero();
    }

    /** Of a file that the reader itself stumbles over, the JDK's exception tells the name only. */
    @Test
    void permissions(@TempDir Path out) throws IOException {
        Path secret = Files.copy(picture, folder.resolve("secret.png"));
        Set<PosixFilePermission> none = Set.of();
        Assumptions.assumeTrue(Files.getFileStore(secret).supportsFileAttributeView("posix"));
        Files.setPosixFilePermissions(secret, none);
        Assumptions.assumeFalse(Files.isReadable(secret), "skipped: this user may read everything");
        Result result = explain(out, "--image", secret.toString());
        assertThat(result.err()).contains("secret.png: permission denied");
        assertThat(result.code()).isEqualTo(1);
    }

    @Test
    void wrongUsage() {
        assertThat(run("explain").code()).isEqualTo(2);
        assertThat(run("explain").err()).contains("--out");
        Result noPicture = run("explain", "--weights", weights.toString(), "--out", "x");
        assertThat(noPicture.err()).contains("--image");
        assertThat(noPicture.code()).isEqualTo(2);
        assertThat(run("explain", "--arch", "resnet18", "--image", "x", "--out", "x")
                        .err())
                .contains("--weights");
        assertThat(run("layers").out()).contains("relu5_2").contains("471,294 parameters");
        assertThat(run("exlain").code()).isEqualTo(2);
        assertThat(run("exlain").err()).contains("explain");
        assertThat(run("layers", "--arch").code()).isEqualTo(2);
        assertThat(run().code()).isEqualTo(2);
    }

    @Test
    void version() {
        for (String[] arguments : new String[][] {{"--version"}, {"explain", "--version"}, {"layers", "-V"}}) {
            assertThat(run(arguments).code()).isZero();
            assertThat(run(arguments).out()).matches("hdecomp \\d+\\.\\d+\\.\\d+\\S*\\R");
        }
    }

    @Test
    void help() {
        assertThat(run("--help").code()).isZero();
        assertThat(run("explain", "--help").out()).contains("--as-is");
    }
}
