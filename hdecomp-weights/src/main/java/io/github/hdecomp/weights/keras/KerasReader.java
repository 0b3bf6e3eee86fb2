package io.github.hdecomp.weights.keras;

import io.github.hdecomp.model.Weights;
import io.github.hdecomp.spi.WeightReader;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.weights.storage.ElementType;
import io.github.hdecomp.weights.storage.FileTensor;
import io.github.hdecomp.weights.storage.FileWeights;
import io.github.hdecomp.weights.storage.SourceFile;
import io.github.hdecomp.weights.storage.Storage;
import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.object.datatype.FloatingPoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the weights that Keras 1 and 2 save: an HDF5 file whose attribute {@code layer_names} lists the layers, each a group
 * whose {@code weight_names} lists its arrays. The arrays of layer {@code fc1} become {@code fc1.weight} and {@code fc1.bias},
 * convolutions (Kh, Kw, I, O) are seen as (O, I, Kh, Kw), and linear layers (I, O) as (O, I).
 */
public final class KerasReader implements WeightReader {
    private static final long SIGNATURE = 0x0a1a0a0d46444889L;
    private static final String WHOLE_MODEL = "model_weights";
    private static final int SINGLE = 4;
    private static final int DOUBLE = 8;

    /** A reader. */
    public KerasReader() {}

    @Override
    public String format() {
        return "Keras HDF5";
    }

    @Override
    public boolean accepts(ByteBuffer head, long fileSize) {
        return head.remaining() >= Long.BYTES && head.getLong(head.position()) == SIGNATURE;
    }

    @Override
    public Weights open(Path path) throws IOException {
        SourceFile file = SourceFile.open(path);
        try (HdfFile hdf = HdfFile.fromByteBuffer(file.whole())) {
            return new FileWeights(file.name(), List.of(file), tensors(file, hdf));
        } catch (IOException failed) {
            file.close();
            throw failed;
        } catch (RuntimeException | StackOverflowError broken) {
            // The library complains in many ways about files that are damaged; groups that hold themselves overflow it.
            file.close();
            throw file.malformed(0, "no well-formed HDF5: " + broken);
        }
    }

    private static Map<String, FileTensor> tensors(SourceFile file, HdfFile hdf) throws IOException {
        Group layers = hdf.getAttribute("layer_names") == null && hdf.getChild(WHOLE_MODEL) instanceof Group inner
                ? inner
                : hdf;
        Map<String, FileTensor> tensors = new LinkedHashMap<>();
        for (String layer : names(file, layers, "layer_names")) {
            if (!(layers.getChild(layer) instanceof Group group)) {
                throw file.malformed(0, "layer " + layer + " is named, but there is no such group");
            }
            for (String weight : names(file, group, "weight_names")) {
                String role = ArrayRole.of(weight)
                        .orElseThrow(() -> file.malformed(
                                0, layer + ": an array " + weight + ", expected such as kernel, bias or gamma"))
                        .suffix();
                tensors.put(layer + "." + role, tensor(file, group.getByPath(weight), weight));
            }
        }
        return tensors;
    }

    private static String[] names(SourceFile file, Node node, String attribute) throws IOException {
        Attribute found = node.getAttribute(attribute);
        if (found == null) {
            throw file.malformed(
                    0,
                    node.getPath() + " has no attribute " + attribute
                            + ", expected weights saved by Keras 2 (model.save_weights with a name in .h5)");
        }
        if (found.getSizeInBytes() > file.size()) {
            throw file.malformed(0, attribute + " claims " + found.getSizeInBytes() + " bytes");
        }
        if (found.isEmpty() || found.getSize() == 0) {
            return new String[0];
        }
        if (found.getData() instanceof String[] names) {
            return names;
        }
        throw file.malformed(0, node.getPath() + ": " + attribute + " is no list of names");
    }

    private static FileTensor tensor(SourceFile file, Node node, String what) throws IOException {
        if (!(node instanceof ContiguousDataset dataset)
                || !(dataset.getDataType() instanceof FloatingPoint type)
                || !dataset.getFilters().isEmpty()) {
            throw file.malformed(0, what + " is no plain array of floating point numbers; save it uncompressed");
        }
        if (type.getSize() != SINGLE && type.getSize() != DOUBLE) {
            throw file.malformed(0, what + " has numbers of " + type.getSize() + " bytes, expected 4 or 8");
        }
        Shape shape = Shape.of(dimensions(dataset));
        ElementType element = type.getSize() == SINGLE ? ElementType.F32 : ElementType.F64;
        Storage storage = Storage.of(file, element, type.getByteOrder(), dataset.getDataAddress(), shape.size(), what);
        FileTensor tensor = FileTensor.rowMajor(storage, shape, what);
        return switch (shape.rank()) {
            case 4 -> tensor.transpose(3, 2, 0, 1);
            case 2 -> tensor.transpose(1, 0);
            default -> tensor;
        };
    }

    private static int[] dimensions(Dataset dataset) {
        long[] extents = dataset.getDimensionsAsLong();
        int[] dimensions = new int[extents.length];
        for (int axis = 0; axis < extents.length; axis++) {
            dimensions[axis] = Math.toIntExact(extents[axis]);
        }
        return dimensions;
    }
}
