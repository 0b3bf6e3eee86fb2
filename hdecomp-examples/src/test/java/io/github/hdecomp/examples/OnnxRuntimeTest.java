package io.github.hdecomp.examples;

import static io.github.hdecomp.weights.onnx.OnnxGraph.integer;
import static io.github.hdecomp.weights.onnx.OnnxGraph.ints;
import static io.github.hdecomp.weights.onnx.OnnxGraph.number;
import static io.github.hdecomp.weights.onnx.OnnxGraph.text;
import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.hdecomp.model.BackwardRule;
import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.Gradient;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Tape;
import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import io.github.hdecomp.weights.Models;
import io.github.hdecomp.weights.onnx.OnnxGraph;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Graphs that are written here, against ONNX Runtime: scores directly, gradients by its central differences. */
class OnnxRuntimeTest {
    private static final double SCORES = 1e-5;

    /** Relative to the largest. */
    private static final double GRADIENTS = 1e-3;

    /** By how much a float32 score may be off. */
    private static final double ROUNDING = 0x1p-22;

    private static final float STEP = 0x1p-9f;
    private static final int PROBES = 16;

    private static final Map<String, Supplier<OnnxGraph>> GRAPHS = graphs();

    @TempDir
    private static Path folder = Path.of("");

    private static OnnxGraph graph(int opset) {
        return new OnnxGraph(opset, 7, 1, 3, 13, 11);
    }

    private static String[] names(String... names) {
        return names;
    }

    private static Map<String, Supplier<OnnxGraph>> graphs() {
        Map<String, Supplier<OnnxGraph>> graphs = new LinkedHashMap<>();
        for (int opset : new int[] {7, 9, 11, 13, 17, 21}) {
            graphs.put(
                    "plain, opset " + opset,
                    () -> graph(opset)
                            .conv(3, 8, 3, ints("pads", 1, 1, 1, 1))
                            .then("Relu")
                            .then("MaxPool", ints("kernel_shape", 2, 2), ints("strides", 2, 2))
                            .conv(8, 6, 3)
                            .then("Relu")
                            .head(6));
        }
        convolutions(graphs);
        pools(graphs);
        arithmetic(graphs);
        rearrangements(graphs);
        dense(graphs);
        return graphs;
    }

    private static void convolutions(Map<String, Supplier<OnnxGraph>> graphs) {
        for (String mode : List.of("SAME_UPPER", "SAME_LOWER", "VALID")) {
            graphs.put(
                    "auto_pad " + mode,
                    () -> graph(13)
                            .conv(3, 6, 4, text("auto_pad", mode), ints("strides", 2, 3))
                            .then("Relu")
                            .then("MaxPool", ints("kernel_shape", 2, 2), text("auto_pad", mode))
                            .head(6));
        }
        graphs.put(
                "dilation",
                () -> graph(13)
                        .conv(3, 6, 3, ints("dilations", 2, 3), ints("pads", 2, 3, 2, 3))
                        .then("Relu")
                        .head(6));
        graphs.put("groups", () -> {
            OnnxGraph graph = graph(13).conv(3, 6, 3).then("Relu");
            return graph.then("Conv", names(graph.weights(0.5, 6, 1, 3, 3)), integer("group", 6))
                    .then("Relu")
                    .conv(3, 4, 3, integer("group", 2))
                    .then("Relu")
                    .head(4);
        });
        graphs.put(
                "asymmetric pads",
                () -> graph(13)
                        .conv(3, 6, 3, ints("pads", 0, 2, 1, 0), ints("strides", 2, 1))
                        .then("Relu")
                        .then("MaxPool", ints("kernel_shape", 3, 3), ints("pads", 1, 0, 0, 2), ints("strides", 2, 2))
                        .head(6));
        graphs.put("batch norm", () -> {
            OnnxGraph graph = graph(9).conv(3, 6, 3);
            return graph.then(
                            "BatchNormalization",
                            names(
                                    graph.weights(0.5, 1.5, 6),
                                    graph.weights(0.3, 6),
                                    graph.weights(0.3, 6),
                                    graph.weights(0.5, 2.0, 6)),
                            number("epsilon", 1e-3))
                    .then("Relu")
                    .head(6);
        });
    }

    private static void pools(Map<String, Supplier<OnnxGraph>> graphs) {
        for (int ceil = 0; ceil <= 1; ceil++) {
            int mode = ceil;
            graphs.put(
                    "max pool, ceil_mode " + mode,
                    () -> graph(12)
                            .conv(3, 6, 3)
                            .then("Relu")
                            .then(
                                    "MaxPool",
                                    ints("kernel_shape", 3, 2),
                                    ints("strides", 2, 2),
                                    ints("dilations", 1, 2),
                                    integer("ceil_mode", mode))
                            .head(6));
            graphs.put(
                    "average pool, ceil_mode " + mode,
                    () -> graph(12)
                            .conv(3, 6, 3)
                            .then("Relu")
                            .then(
                                    "AveragePool",
                                    ints("kernel_shape", 3, 3),
                                    ints("strides", 2, 2),
                                    integer("ceil_mode", mode))
                            .head(6));
        }
        for (int counted = 0; counted <= 1; counted++) {
            int mode = counted;
            graphs.put(
                    "average pool, count_include_pad " + mode,
                    () -> graph(11)
                            .conv(3, 6, 3)
                            .then("Relu")
                            .then(
                                    "AveragePool",
                                    ints("kernel_shape", 3, 3),
                                    ints("strides", 2, 2),
                                    ints("pads", 1, 1, 1, 1),
                                    integer("count_include_pad", mode))
                            .head(6));
        }
        graphs.put(
                "global maximum",
                () -> graph(13).conv(3, 6, 3).then("Tanh").then("GlobalMaxPool").then("Flatten"));
        graphs.put(
                "mean over cells, opset 13",
                () -> graph(13)
                        .conv(3, 6, 3)
                        .then("Sigmoid")
                        .then("ReduceMean", ints("axes", 2, 3), integer("keepdims", 0)));
        graphs.put("mean over cells, opset 18", () -> {
            OnnxGraph graph = graph(18).conv(3, 6, 3).then("Sigmoid");
            return graph.then("ReduceMean", names(graph.longs(-1, -2))).then("Flatten");
        });
        graphs.put(
                "LRN",
                () -> graph(13)
                        .conv(3, 6, 3)
                        .then("Relu")
                        .then("LRN", integer("size", 5), number("alpha", 0.5), number("beta", 0.6), number("bias", 1.2))
                        .head(6));
    }

    private static void arithmetic(Map<String, Supplier<OnnxGraph>> graphs) {
        for (int opset : new int[] {9, 13}) {
            graphs.put("clip and leaky, opset " + opset, () -> {
                OnnxGraph graph = graph(opset).conv(3, 6, 3);
                if (opset < 11) {
                    graph.then("Clip", number("min", -0.1), number("max", 0.4));
                } else {
                    graph.then("Clip", names(graph.floats(new int[0], -0.1), graph.floats(new int[0], 0.4)));
                }
                return graph.conv(6, 6, 3)
                        .then("LeakyRelu", number("alpha", 0.2))
                        .head(6);
            });
        }
        graphs.put("constants", () -> {
            OnnxGraph graph = graph(13);
            return graph.then("Sub", names(graph.weights(1, 3, 1, 1)))
                    .then("Div", names(graph.weights(0.5, 2.0, 1, 3, 1, 1)))
                    .then("Mul", names(graph.floats(new int[0], 1.5)))
                    .then("Add", names(graph.weights(0.5, 1, 3, 13, 11)))
                    .then("Mul", names(graph.weights(0.5, 1.5, 13, 11)))
                    .conv(3, 6, 3)
                    .then("Mul", names(graph.weights(0.5, 1.5, 6, 1, 1)))
                    .then("Add", names(graph.weights(0.5, 1, 6, 1, 1)))
                    .then("Relu")
                    .head(6)
                    .then("Add", names(graph.weights(1, 5)));
        });
        graphs.put("one less the value", () -> {
            OnnxGraph graph = graph(13).conv(3, 6, 3).then("Sigmoid");
            return graph.node("Sub", names(graph.floats(new int[] {1}, 1), graph.current()))
                    .head(6);
        });
        graphs.put("residual", () -> {
            OnnxGraph graph = graph(13).conv(3, 6, 3).then("Relu");
            String shortcut = graph.current();
            graph.conv(6, 6, 3, ints("pads", 1, 1, 1, 1));
            return graph.then("Add", names(shortcut)).then("Relu").head(6);
        });
        graphs.put("sum and difference", () -> {
            OnnxGraph graph = graph(13).conv(3, 6, 3).then("Tanh");
            String first = graph.current();
            String second = graph.conv(6, 6, 1).then("Tanh").current();
            String third = graph.conv(6, 6, 1).current();
            return graph.node("Sum", names(first, second, third))
                    .then("Sub", names(second))
                    .then("Relu")
                    .head(6);
        });
        graphs.put("squeeze and excitation", () -> {
            OnnxGraph graph = graph(13).conv(3, 6, 3);
            String map = graph.current();
            String swish = graph.then("Sigmoid").then("Mul", names(map)).current();
            String gate = graph.then("GlobalAveragePool")
                    .conv(6, 6, 1)
                    .then("Sigmoid")
                    .current();
            return graph.node("Mul", names(swish, gate)).head(6);
        });
    }

    private static void rearrangements(Map<String, Supplier<OnnxGraph>> graphs) {
        graphs.put("branches", () -> {
            OnnxGraph graph = graph(13).conv(3, 4, 1).then("Relu");
            String squeezed = graph.current();
            String one = graph.conv(4, 3, 1).then("Relu").current();
            String three = graph.from(squeezed)
                    .conv(4, 5, 3, ints("pads", 1, 1, 1, 1))
                    .then("Relu")
                    .current();
            return graph.node("Concat", names(one, three), integer("axis", 1)).head(8);
        });
        graphs.put(
                "pad, opset 9",
                () -> graph(9).then("Pad", ints("pads", 0, 0, 1, 2, 0, 0, 0, 1), number("value", 0.5))
                        .conv(3, 6, 3)
                        .then("Relu")
                        .head(6));
        graphs.put("pad, opset 13", () -> {
            OnnxGraph graph = graph(13).conv(3, 4, 3).then("Relu");
            return graph.then("Pad", names(graph.longs(0, 1, 0, 0, 0, 2, 0, 0)))
                    .conv(7, 6, 3)
                    .head(6);
        });
        graphs.put("pad, opset 18, named axes", () -> {
            OnnxGraph graph = graph(18);
            return graph.then("Pad", names(graph.longs(1, 0, 2, 3), "", graph.longs(-2, 3)))
                    .conv(3, 6, 3)
                    .then("Relu")
                    .head(6);
        });
        graphs.put("flattened as the shape says", () -> {
            OnnxGraph graph = graph(13).conv(3, 4, 5).then("Relu");
            String map = graph.current();
            graph.then("Shape");
            String batch = graph.then("Gather", names(graph.scalar(0)), integer("axis", 0))
                    .then("Unsqueeze", names(graph.longs(0)))
                    .current();
            String shape = graph.node("Concat", names(batch, graph.longs(-1)), integer("axis", 0))
                    .current();
            graph.from(map).then("Reshape", names(shape));
            return graph.then("MatMul", names(graph.weights(0.2, 4 * 9 * 7, 5)))
                    .then("Add", names(graph.weights(0.1, 5)));
        });
        graphs.put("channels last before the head", () -> {
            OnnxGraph graph = graph(13).conv(3, 4, 5).then("Relu").then("Transpose", ints("perm", 0, 2, 3, 1));
            graph.then("Reshape", names(graph.longs(0, -1)));
            return graph.then(
                    "Gemm", names(graph.weights(0.2, 5, 4 * 9 * 7), graph.weights(0.1, 5)), integer("transB", 1));
        });
        graphs.put("shuffled channels", () -> {
            OnnxGraph graph = graph(13).conv(3, 6, 3).then("Relu");
            return graph.then("Reshape", names(graph.longs(1, 6, -1)))
                    .then("Transpose", ints("perm", 0, 2, 1))
                    .then("Unsqueeze", names(graph.longs(3)))
                    .then("Reshape", names(graph.longs(1, 9, 11, 6)))
                    .then("Transpose", ints("perm", 0, 3, 1, 2))
                    .head(6);
        });
        graphs.put(
                "identities",
                () -> graph(11)
                        .conv(3, 6, 3)
                        .then("Identity")
                        .then("Relu")
                        .then("Dropout", number("ratio", 0.5))
                        .head(6)
                        .then("Identity"));
    }

    private static void dense(Map<String, Supplier<OnnxGraph>> graphs) {
        graphs.put("factors of Gemm", () -> {
            OnnxGraph graph = graph(13)
                    .conv(3, 6, 3)
                    .then("Relu")
                    .then("GlobalAveragePool")
                    .then("Flatten");
            return graph.then(
                            "Gemm",
                            names(graph.weights(1, 6, 7), graph.floats(new int[0], 0.3)),
                            number("alpha", 0.5),
                            number("beta", 2))
                    .then("Relu")
                    .then("Gemm", names(graph.weights(1, 7, 5), graph.weights(1, 1, 5)));
        });
        graphs.put("axes of Flatten", () -> graph(13).conv(3, 6, 3).then("Tanh").then("Flatten", integer("axis", 0)));
        graphs.put(
                "scores that are a map",
                () -> graph(13).conv(3, 5, 3).then("Relu").then("GlobalAveragePool"));
    }

    static Stream<String> cases() {
        return GRAPHS.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void scoresAndGradients(String name) throws IOException, OrtException {
        Path file = Objects.requireNonNull(GRAPHS.get(name)).get().write(folder.resolve("graph.onnx"));
        check(file, 3 * 13 * 11);
    }

    /** Its layers are the graph's, and what comes behind the scores is not explained. */
    @Test
    void softmaxAtTheEnd() throws IOException, OrtException {
        for (String operator : List.of("Softmax", "LogSoftmax")) {
            OnnxGraph graph = graph(13).conv(3, 6, 3).then("Relu").head(6);
            Path plain = graph.write(folder.resolve("plain.onnx"));
            Path whole = graph.then(operator).write(folder.resolve("softmax.onnx"));
            try (Model model = Models.load(whole);
                    Ort ort = new Ort(plain)) {
                Tensor input = input(model);
                assertClose(model.record(input).logits().toArray(), ort.run(input), SCORES);
            }
        }
    }

    @Test
    void externalData() throws IOException, OrtException {
        OnnxGraph graph = graph(13).conv(3, 6, 3).then("Relu").head(6);
        check(graph.writeWithExternalData(folder.resolve("external.onnx"), "data/weights.bin"), 3 * 13 * 11);
    }

    private static void check(Path file, int inputs) throws IOException, OrtException {
        try (Model model = Models.load(file);
                Ort ort = new Ort(file)) {
            Tensor input = input(model);
            assertThat(input.size()).isEqualTo(inputs);
            try (Tape tape = model.record(input)) {
                float[] scores = tape.logits().toArray();
                assertClose(scores, ort.run(input), SCORES);
                int decided = scores.length / 2;
                Gradient gradient = tape.gradients(
                                List.of(new ClassDecision(decided)), Tap.INPUT, BackwardRule.GRADIENT)
                        .get(0);
                checkGradient(ort, input, decided, whole(gradient, input.shape()));
            }
        }
    }

    /** With the zeros around the receptive field. */
    private static float[] whole(Gradient gradient, Shape shape) {
        Region region = gradient.region();
        float[] values = new float[shape.size()];
        for (int i = 0; i < gradient.values().size(); i++) {
            int x = region.x() + i % region.width();
            int y = region.y() + i / region.width() % region.height();
            values[(i / region.area() * shape.height() + y) * shape.width() + x] =
                    gradient.values().get(i);
        }
        return values;
    }

    /** Where a ReLU or a maximum switches within a step, differences say nothing: forward and backward then disagree. */
    private static void checkGradient(Ort ort, Tensor input, int decided, float[] gradient) throws OrtException {
        SplittableRandom random = new SplittableRandom(3);
        double largest = 0;
        for (float value : gradient) {
            largest = Math.max(largest, Math.abs(value));
        }
        assertThat(largest).isPositive();
        double scores = 0;
        for (float score : ort.run(input)) {
            scores = Math.max(scores, Math.abs(score));
        }
        double tolerance = GRADIENTS * largest + ROUNDING * scores / STEP;
        int smooth = 0;
        for (int probe = 0; probe < PROBES; probe++) {
            int at = random.nextInt(input.size());
            double here = ort.run(input)[decided];
            double forward = (ort.run(moved(input, at, STEP))[decided] - here) / STEP;
            double backward = (here - ort.run(moved(input, at, -STEP))[decided]) / STEP;
            double difference = (forward + backward) / 2;
            if (Math.abs(forward - backward) < 2 * tolerance) {
                smooth++;
                assertThat((double) gradient[at])
                        .as("derivative at %d", at)
                        .isCloseTo(difference, Offset.offset(tolerance));
            }
        }
        assertThat(smooth).isGreaterThan(PROBES / 2);
    }

    private static Tensor moved(Tensor input, int at, float by) {
        float[] values = input.toArray();
        values[at] += by;
        return Tensor.adopt(input.shape(), values);
    }

    private static Tensor input(Model model) {
        SplittableRandom random = new SplittableRandom(11);
        float[] values = new float[model.spec().input().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        return Tensor.adopt(model.spec().input(), values);
    }

    private static void assertClose(float[] actual, float[] expected, double tolerance) {
        assertThat(actual).hasSameSizeAs(expected);
        double largest = 0;
        for (float value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) actual[i]).as("score %d", i).isCloseTo(expected[i], Offset.offset(tolerance * largest));
        }
    }

    /** A session of ONNX Runtime with one input and one output. */
    private static final class Ort implements AutoCloseable {
        private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
        private final OrtSession session;

        Ort(Path file) throws OrtException {
            this.session = environment.createSession(file.toString());
        }

        float[] run(Tensor input) throws OrtException {
            long[] shape = {
                1,
                input.shape().channels(),
                input.shape().height(),
                input.shape().width()
            };
            String name = session.getInputNames().iterator().next();
            try (OnnxTensor tensor = OnnxTensor.createTensor(environment, FloatBuffer.wrap(input.toArray()), shape);
                    OrtSession.Result result = session.run(Map.of(name, tensor))) {
                FloatBuffer values = ((OnnxTensor) result.get(0)).getFloatBuffer();
                float[] scores = new float[values.remaining()];
                values.get(scores);
                return scores;
            }
        }

        @Override
        public void close() throws OrtException {
            session.close();
        }
    }
}
