package io.github.hdecomp.weights.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import io.github.hdecomp.image.Interpolation;
import io.github.hdecomp.image.Preprocessing;
import io.github.hdecomp.model.MalformedWeightsException;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.spi.NetworkFile;
import io.github.hdecomp.spi.NetworkReader;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.weights.storage.FileWeights;
import io.github.hdecomp.weights.storage.SourceFile;
import io.github.hdecomp.weights.zoo.Labels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads ONNX models (onnx.ai, opsets 3 to 21): convolutional networks that classify pictures. The file is mapped and its
 * weights stay in it, or in the files of external data beside it.
 */
public final class OnnxReader implements NetworkReader {
    private static final int OLDEST = 3;
    private static final int NEWEST = 21;

    /** What constants may be made of nothing, beside as many values as the file has bytes. */
    private static final int SPARE_VALUES = 1 << 16;

    /** A reader. */
    public OnnxReader() {}

    @Override
    public String format() {
        return "ONNX";
    }

    /**
     * A message whose first field is the version of the format, and the second another field of a model. The length of a
     * safetensors header may start with the same bytes, but ends in zeros.
     */
    @Override
    public boolean accepts(ByteBuffer head, long fileSize) {
        int at = head.position();
        if (head.remaining() < 8 || head.get(at) != 0x08 || head.get(at + 1) <= 0) {
            return false;
        }
        int tag = head.get(at + 2) & 0xff;
        int wireType = tag & 7;
        boolean ends = head.getInt(at + 4) == 0;
        return !ends && tag >> 3 > 1 && (wireType == 0 || wireType == 2);
    }

    @Override
    public NetworkFile open(Path path) throws IOException {
        SourceFile file = SourceFile.open(path);
        TensorSource tensors = new TensorSource(file);
        try {
            ModelProto model = parse(file);
            GraphImport.Imported network = new GraphImport(
                            model.getGraph(), opset(file, model), tensors, SPARE_VALUES + file.size())
                    .run(name(path));
            return found(file, model, network, tensors);
        } catch (IllegalArgumentException | ArithmeticException unfit) {
            tensors.close();
            file.close();
            throw file.malformed(0, String.valueOf(unfit.getMessage()));
        } catch (IOException | UncheckedIOException failed) {
            tensors.close();
            file.close();
            throw failed;
        }
    }

    private static String name(Path path) {
        String file = String.valueOf(path.getFileName());
        return file.endsWith(".onnx") ? file.substring(0, file.length() - 5) : file;
    }

    private static ModelProto parse(SourceFile file) throws IOException {
        CodedInputStream bytes = UnsafeByteOperations.unsafeWrap(file.whole()).newCodedInput();
        bytes.enableAliasing(true);
        try {
            ModelProto model = ModelProto.parseFrom(bytes);
            if (!model.hasGraph()) {
                throw file.malformed(0, "a message without a graph, expected an ONNX model");
            }
            return model;
        } catch (InvalidProtocolBufferException broken) {
            throw file.malformed(bytes.getTotalBytesRead(), "no well-formed ONNX message: " + broken.getMessage());
        }
    }

    private static int opset(SourceFile file, ModelProto model) throws MalformedWeightsException {
        long version = model.getOpsetImportList().stream()
                .filter(set -> set.getDomain().isEmpty() || set.getDomain().equals("ai.onnx"))
                .mapToLong(set -> set.getVersion())
                .findFirst()
                .orElse(0);
        if (version < OLDEST || version > NEWEST) {
            throw file.malformed(
                    0,
                    "it uses opset " + version + ", expected " + OLDEST + " to " + NEWEST
                            + "; export it for one of these");
        }
        return (int) version;
    }

    private static NetworkFile found(
            SourceFile file, ModelProto model, GraphImport.Imported network, TensorSource tensors) {
        ModelSpec spec = network.spec();
        Shape input = spec.input();
        String producer = model.getProducerName();
        boolean caffe = producer.toLowerCase(Locale.ROOT).contains("caffe2") && input.channels() == 3;
        ModelSpec prepared = caffe
                ? spec.withPreprocessing(Preprocessing.caffe(Interpolation.BILINEAR, input.height(), input.width()))
                : spec;
        List<String> imageNet = Labels.imageNet();
        ModelSpec labelled = network.classes() == imageNet.size() ? prepared.withLabels(imageNet) : prepared;
        String origin = "ONNX graph" + (producer.isEmpty() ? "" : " made by " + producer) + " of "
                + spec.nodes().size() + " layers for pictures of " + input.width() + " by " + input.height()
                + " pixels" + (network.sizeIsOpen() ? ", a size that it leaves open" : "") + ", prepared as for "
                + (caffe ? "Caffe's" : "torchvision's") + " networks, which it does not say";
        List<SourceFile> files = new ArrayList<>(tensors.files());
        files.add(file);
        return new NetworkFile(labelled, new FileWeights(file.name(), files, network.weights()), origin);
    }
}
