package io.github.hdecomp.weights.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;

/** Writes graphs node by node; each reads the one before it as {@code x}, unless it names others. */
public final class OnnxGraph {
    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("graph");
    private final SplittableRandom random;
    private final int opset;
    private String current = "picture";
    private int count;

    public OnnxGraph(int opset, long seed, int... input) {
        this.opset = opset;
        this.random = new SplittableRandom(seed);
        graph.addInput(value("picture", input));
    }

    private static ValueInfoProto value(String name, int... dims) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (int dim : dims) {
            shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(dim));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(TensorProto.DataType.FLOAT_VALUE)
                                .setShape(shape)))
                .build();
    }

    /** The name of the last value. */
    public String current() {
        return current;
    }

    public OnnxGraph from(String value) {
        current = value;
        return this;
    }

    /** Random weights from -bound to bound. */
    public String weights(double bound, int... dims) {
        return weights(-bound, bound, dims);
    }

    public String weights(double low, double high, int... dims) {
        int size = Arrays.stream(dims).reduce(1, (a, b) -> a * b);
        ByteBuffer bytes = ByteBuffer.allocate(4 * size).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < size; i++) {
            bytes.putFloat((float) random.nextDouble(low, high));
        }
        return initializer(tensor(TensorProto.DataType.FLOAT, dims).setRawData(ByteString.copyFrom(bytes.flip())));
    }

    /** Numbers in a list of their own, as small tensors are often written. */
    public String floats(int[] dims, double... values) {
        TensorProto.Builder tensor = tensor(TensorProto.DataType.FLOAT, dims);
        Arrays.stream(values).forEach(number -> tensor.addFloatData((float) number));
        return initializer(tensor);
    }

    public String longs(long... values) {
        TensorProto.Builder tensor = tensor(TensorProto.DataType.INT64, values.length);
        Arrays.stream(values).forEach(tensor::addInt64Data);
        return initializer(tensor);
    }

    /** A whole number without an axis. */
    public String scalar(long value) {
        return initializer(tensor(TensorProto.DataType.INT64).addInt64Data(value));
    }

    private static TensorProto.Builder tensor(TensorProto.DataType type, int... dims) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setDataType(type.getNumber());
        Arrays.stream(dims).forEach(tensor::addDims);
        return tensor;
    }

    private String initializer(TensorProto.Builder tensor) {
        String name = "w" + count++;
        graph.addInitializer(tensor.setName(name));
        return name;
    }

    public static AttributeProto ints(String name, long... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
        Arrays.stream(values).forEach(attribute::addInts);
        return attribute.build();
    }

    public static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    public static AttributeProto number(String name, double value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.FLOAT)
                .setF((float) value)
                .build();
    }

    public static AttributeProto text(String name, String value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value))
                .build();
    }

    /** A node that reads the last value and then others. */
    public OnnxGraph then(String operator, String[] others, AttributeProto... attributes) {
        String[] inputs = new String[others.length + 1];
        inputs[0] = current;
        System.arraycopy(others, 0, inputs, 1, others.length);
        return node(operator, inputs, attributes);
    }

    /** A node that reads the last value. */
    public OnnxGraph then(String operator, AttributeProto... attributes) {
        return then(operator, new String[0], attributes);
    }

    /** A node that reads the values that are named. */
    public OnnxGraph node(String operator, String[] inputs, AttributeProto... attributes) {
        String name = operator.toLowerCase(Locale.ROOT) + count++;
        NodeProto.Builder node = NodeProto.newBuilder()
                .setName(name)
                .setOpType(operator)
                .addAllInput(Arrays.asList(inputs))
                .addOutput(name + "_out")
                .addAllAttribute(Arrays.asList(attributes));
        graph.addNode(node);
        current = name + "_out";
        return this;
    }

    public OnnxGraph conv(int in, int out, int kernel, AttributeProto... attributes) {
        double bound = 1.5 / Math.sqrt((double) in * kernel * kernel);
        return then("Conv", new String[] {weights(bound, out, in, kernel, kernel), weights(0.1, out)}, attributes);
    }

    /** A pool over all cells and a linear layer of five classes. */
    public OnnxGraph head(int channels) {
        then("GlobalAveragePool").then("Flatten");
        return then(
                "Gemm",
                new String[] {weights(2 / Math.sqrt(channels), 5, channels), weights(0.1, 5)},
                integer("transB", 1));
    }

    public ModelProto model() {
        GraphProto.Builder whole = graph.clone()
                .addOutput(ValueInfoProto.newBuilder(value(current)).clearType());
        return ModelProto.newBuilder()
                .setIrVersion(opset < 9 ? 3 : 8)
                .setProducerName("test")
                .setGraph(whole)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(opset))
                .build();
    }

    /** Version 3 of the format lists weights among the inputs as well. */
    public ModelProto modelOfOldForm() {
        ModelProto.Builder model = model().toBuilder();
        for (TensorProto tensor : model.getGraph().getInitializerList()) {
            int[] dims =
                    tensor.getDimsList().stream().mapToInt(Math::toIntExact).toArray();
            ValueInfoProto.Builder input = value(tensor.getName(), dims).toBuilder();
            input.getTypeBuilder().getTensorTypeBuilder().setElemType(tensor.getDataType());
            model.getGraphBuilder().addInput(input);
        }
        return model.build();
    }

    public Path write(Path file) throws IOException {
        return Files.write(file, (opset < 9 ? modelOfOldForm() : model()).toByteArray());
    }

    /** The same with all weights of more than a few bytes in another file. */
    public Path writeWithExternalData(Path file, String location) throws IOException {
        ModelProto.Builder model = model().toBuilder();
        ByteBuffer values = ByteBuffer.allocate(1 << 20);
        for (TensorProto.Builder tensor : model.getGraphBuilder().getInitializerBuilderList()) {
            if (tensor.hasRawData()) {
                values.position((values.position() + 63) / 64 * 64);
                ByteString bytes = tensor.getRawData();
                tensor.clearRawData()
                        .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                        .addExternalData(entry("location", location))
                        .addExternalData(entry("offset", Integer.toString(values.position())))
                        .addExternalData(entry("length", Integer.toString(bytes.size())));
                values.put(bytes.toByteArray());
            }
        }
        Path data = file.resolveSibling(location);
        Files.createDirectories(data.toAbsolutePath().getParent());
        Files.write(data, Arrays.copyOf(values.array(), values.position()));
        return Files.write(file, model.build().toByteArray());
    }

    private static StringStringEntryProto entry(String key, String value) {
        return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
    }
}
