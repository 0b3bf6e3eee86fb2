package io.github.hdecomp.weights.onnx;

import static io.github.hdecomp.weights.onnx.OnnxGraph.integer;
import static io.github.hdecomp.weights.onnx.OnnxGraph.ints;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.github.hdecomp.image.ChannelOrder;
import io.github.hdecomp.model.MalformedWeightsException;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.NodeSpec;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.spi.NetworkFile;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.weights.Expected;
import io.github.hdecomp.weights.Models;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxReaderTest {
    @TempDir
    private Path folder = Path.of("");

    private static OnnxGraph graph() {
        return new OnnxGraph(13, 1, 1, 3, 9, 8);
    }

    private NetworkFile open(OnnxGraph graph) throws IOException {
        return new OnnxReader().open(graph.write(folder.resolve("net.onnx")));
    }

    private ModelSpec spec(OnnxGraph graph) throws IOException {
        try (NetworkFile file = open(graph)) {
            return file.spec();
        }
    }

    private void assertRefused(OnnxGraph graph, String complaint) throws IOException {
        assertRefused(graph.write(folder.resolve("net.onnx")), complaint);
    }

    private static void assertRefused(Path file, String complaint) {
        assertThatThrownBy(() -> new OnnxReader().open(file))
                .isInstanceOf(MalformedWeightsException.class)
                .hasMessageStartingWith(file + ": at byte ")
                .hasMessageContaining(complaint);
    }

    /** As PyTorch exports it: taps have the graph's names, of nodes and of values. */
    @Test
    void namesOfTheGraph() throws IOException {
        Path file = Files.write(folder.resolve("small.onnx"), Expected.bytes("small.onnx"));
        try (NetworkFile found = Models.identify(file)) {
            ModelSpec spec = found.spec();
            assertThat(spec.name()).isEqualTo("small");
            assertThat(spec.input()).isEqualTo(Shape.of(3, 11, 11));
            assertThat(spec.nodes())
                    .extracting(NodeSpec::operator)
                    .containsExactly(
                            "Conv",
                            "BatchNormalization",
                            "Relu",
                            "MaxPool",
                            "Conv",
                            "Relu",
                            "GlobalAveragePool",
                            "Gemm");
            assertThat(spec.stages())
                    .containsExactly(Tap.of("/features/features.2/Relu"), Tap.of("/features/features.5/Relu"));
            assertThat(spec.resolve(Tap.of("/features/features.2/Relu_output_0")))
                    .isEqualTo("/features/features.2/Relu");
            assertThat(spec.resolve(Tap.of("/Flatten"))).isEqualTo("/GlobalAveragePool");
            assertThat(spec.resolve(Tap.of("picture"))).isEqualTo("input");
            assertThat(spec.preprocessing().channels()).isEqualTo(ChannelOrder.RGB);
            assertThat(found.origin())
                    .isEqualTo("ONNX graph made by pytorch of 8 layers for pictures of 11 by 11 pixels, prepared as for"
                            + " torchvision's networks, which it does not say");
            spec.check(found.weights());
        }
    }

    @Test
    void unsupportedOperators_areAllListed() throws IOException {
        OnnxGraph graph =
                graph().conv(3, 4, 3).then("Erf").then("Relu").then("Resize").then("Erf");
        assertRefused(
                graph, "the graph has operators that are not supported: erf3 (Erf); resize5 (Resize); erf6 (Erf)");
    }

    /** What operators may not do is listed node by node; what depends on such a node is not blamed. */
    @Test
    void unsupportedUses_areAllListed() throws IOException {
        OnnxGraph graph = graph();
        String left = graph.then("Softmax", integer("axis", 3)).then("Relu").current();
        String right = graph.from("picture")
                .then("AveragePool", ints("kernel_shape", 2, 2), ints("dilations", 2, 2))
                .current();
        assertRefused(
                graph.node("Add", new String[] {left, right}),
                "softmax0 (Softmax): a softmax over axis 3 of shape (1, 3, 9, 8), of which only those over channels are"
                        + " supported; averagepool2 (AveragePool): an average over a window with gaps is not supported");
    }

    /** A branch that the scores do not depend on does no harm. */
    @Test
    void whatScoresDoNotDependOn() throws IOException {
        OnnxGraph graph = graph().conv(3, 4, 3);
        String map = graph.current();
        ModelSpec spec = spec(graph.then("Erf").from(map).then("Relu").head(4));
        assertThat(spec.nodes())
                .extracting(NodeSpec::operator)
                .containsExactly("Conv", "Relu", "GlobalAveragePool", "Gemm");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 22})
    void opsets(int version) throws IOException {
        Path file = new OnnxGraph(version, 1, 1, 3, 9, 8).then("Relu").write(folder.resolve("net.onnx"));
        assertRefused(file, "it uses opset " + version + ", expected 3 to 21; export it for one of these");
    }

    private Path altered(Consumer<ModelProto.Builder> change) throws IOException {
        ModelProto.Builder model = graph().conv(3, 4, 3).then("Relu").head(4).model().toBuilder();
        change.accept(model);
        return Files.write(folder.resolve("net.onnx"), model.build().toByteArray());
    }

    @Test
    void graphsThatAreNoPictures() throws IOException {
        assertRefused(altered(model -> model.getGraphBuilder().clearOutput()), "the graph has no output");
        assertRefused(altered(model -> model.getGraphBuilder().clearInput()), "the graph has 0 inputs []");
        assertRefused(
                altered(model -> model.getGraphBuilder().getInputBuilder(0).clearType()),
                "its input picture has 0 axes, expected four");
        assertRefused(altered(ModelProto.Builder::clearGraph), "a message without a graph");
        assertRefused(
                altered(model -> model.getGraphBuilder().clearInitializer()),
                "it reads w0, which no node before it writes");
        assertRefused(
                altered(model -> model.getGraphBuilder()
                        .getInputBuilder(0)
                        .getTypeBuilder()
                        .getTensorTypeBuilder()
                        .getShapeBuilder()
                        .getDimBuilder(1)
                        .clearDimValue()),
                "its input picture has 0 channels");
    }

    @Test
    void tensorsThatCannotBe() throws IOException {
        assertRefused(tensor(tensor -> tensor.addDims(2)), "bytes, but shape (4, 3, 3, 3, 2)");
        assertRefused(tensor(tensor -> tensor.setDims(0, -4)), "extents must not be negative");
        assertRefused(tensor(tensor -> tensor.setDims(0, 1L << 40)), "overflow");
        assertRefused(
                tensor(tensor -> tensor.setDataType(TensorProto.DataType.STRING_VALUE)),
                "values of type STRING, which are not supported");
        assertRefused(tensor(TensorProto.Builder::clearRawData), "has 0 values, but shape (4, 3, 3, 3) wants 108");
    }

    private Path tensor(Consumer<TensorProto.Builder> change) throws IOException {
        return altered(model -> change.accept(model.getGraphBuilder().getInitializerBuilder(0)));
    }

    /** Data of other files has to lie in the folder of the model, or below it. */
    @Test
    void externalData_staysInItsFolder() throws IOException {
        Path below = Files.createDirectories(folder.resolve("models"));
        Files.write(folder.resolve("secret"), new byte[1 << 16]);
        OnnxGraph graph = graph().conv(3, 4, 3).then("Relu").head(4);
        Path file = graph.writeWithExternalData(below.resolve("net.onnx"), "data");
        try (NetworkFile found = new OnnxReader().open(file)) {
            assertThat(found.weights().tensor("w0").toArray()).hasSize(108);
        }
        for (String location : List.of("../secret", folder.resolve("secret").toString(), "a/../../secret", "..")) {
            assertRefused(relocated(file, location), "which does not lie in its folder and is not read");
        }
        assertRefused(relocated(file, "nowhere"), "it names the file nowhere, which does not exist beside it");
        assertRefused(relocated(file, ""), "is not read");
    }

    private static Path relocated(Path file, String location) throws IOException {
        ModelProto.Builder model = ModelProto.parseFrom(Files.readAllBytes(file)).toBuilder();
        for (TensorProto.Builder tensor : model.getGraphBuilder().getInitializerBuilderList()) {
            tensor.getExternalDataBuilder(0).setValue(location);
        }
        return Files.write(file.resolveSibling("moved.onnx"), model.build().toByteArray());
    }

    @Test
    void externalData_offsets() throws IOException {
        Path file =
                graph().conv(3, 4, 3).then("Relu").head(4).writeWithExternalData(folder.resolve("net.onnx"), "data");
        ModelProto.Builder model = ModelProto.parseFrom(Files.readAllBytes(file)).toBuilder();
        TensorProto.Builder tensor = model.getGraphBuilder().getInitializerBuilder(0);
        tensor.getExternalDataBuilder(1).setValue("1000000");
        Path far = Files.write(folder.resolve("far.onnx"), model.build().toByteArray());
        assertThatThrownBy(() -> new OnnxReader().open(far))
                .isInstanceOf(MalformedWeightsException.class)
                .hasMessageContaining("it is truncated or damaged");
        tensor.getExternalDataBuilder(1).setValue("-4x");
        assertRefused(
                Files.write(folder.resolve("far.onnx"), model.build().toByteArray()),
                "offset -4x of its external data is no number");
        tensor.getExternalDataBuilder(1).setValue("0");
        tensor.getExternalDataBuilder(2).setValue("4");
        assertRefused(Files.write(folder.resolve("far.onnx"), model.build().toByteArray()), "has 4 bytes in data");
    }

    /** Each doubles the last: more is asked for than any file of this size needs. */
    @Test
    void constantsThatGrow() throws IOException {
        OnnxGraph graph = graph();
        String grown = graph.longs(1, 1, 1, 1);
        for (int i = 0; i < 40; i++) {
            grown = graph.node("Concat", new String[] {grown, grown}, integer("axis", 0))
                    .current();
        }
        assertRefused(
                graph.node("Reshape", new String[] {"picture", grown}), "more than a file of this size may ask for");
    }

    /** The last activation of each resolution that no shortcut passes by. */
    @Test
    void stages() throws IOException {
        OnnxGraph graph = graph().conv(3, 4, 3, ints("pads", 1, 1, 1, 1)).then("Relu");
        String block = graph.current();
        String before = graph.conv(4, 4, 1).then("Relu").current();
        graph.from(block).conv(4, 4, 1, ints("strides", 2, 2));
        String shortcut = graph.current();
        graph.from(before).conv(4, 4, 3, ints("strides", 2, 2), ints("pads", 1, 1, 1, 1));
        graph.then("Add", new String[] {shortcut}).then("Relu");
        String joined = graph.current();
        ModelSpec spec = spec(graph.head(4));
        assertThat(spec.stages())
                .extracting(Tap::name)
                .containsExactly(block.replace("_out", ""), joined.replace("_out", ""));
    }

    /** Branches that are stacked are one stage, activated as each of them is. */
    @Test
    void stages_ofBranches() throws IOException {
        OnnxGraph graph = graph().conv(3, 4, 1).then("Relu");
        String squeezed = graph.current();
        String one = graph.conv(4, 4, 1).then("Relu").current();
        String other = graph.from(squeezed).conv(4, 4, 1).then("Relu").current();
        graph.node("Concat", new String[] {one, other}, integer("axis", 1));
        String stacked = graph.current();
        assertThat(spec(graph.head(8)).stages()).extracting(Tap::name).containsExactly(stacked.replace("_out", ""));
    }

    /** Pictures with channels last that the graph turns round at once are read with channels first. */
    @Test
    void channelsLast() throws IOException {
        OnnxGraph graph = new OnnxGraph(13, 1, 1, 9, 8, 3);
        ModelSpec spec = spec(graph.then("Transpose", ints("perm", 0, 3, 1, 2))
                .conv(3, 4, 3)
                .then("Relu")
                .head(4));
        assertThat(spec.input()).isEqualTo(Shape.of(3, 9, 8));
        assertThat(spec.nodes().get(0).inputs()).containsExactly("input");
    }

    @Test
    void openSizes_areTheUsual() throws IOException {
        try (NetworkFile file =
                open(new OnnxGraph(13, 1, 0, 1, 0, 0).conv(1, 4, 3).then("Relu").head(4))) {
            assertThat(file.spec().input()).isEqualTo(Shape.of(1, 224, 224));
            assertThat(file.spec().preprocessing().channels()).isEqualTo(ChannelOrder.GREY);
            assertThat(file.origin()).contains("224 by 224 pixels, a size that it leaves open");
        }
    }

    @Test
    void thousandClasses_areImageNets() throws IOException {
        OnnxGraph graph = graph().conv(3, 1000, 3).then("Relu").then("GlobalAveragePool");
        assertThat(spec(graph).labels()).hasSize(1000).startsWith("tench");
    }

    /** The length of a header may start like a message. */
    @Test
    void safetensorsAreNotTakenForGraphs() {
        ByteBuffer head = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        head.putLong(0x120108).put((byte) '{').rewind();
        assertThat(new OnnxReader().accepts(head, 1 << 21)).isFalse();
    }
}
