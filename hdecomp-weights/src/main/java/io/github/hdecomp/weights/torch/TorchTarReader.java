package io.github.hdecomp.weights.torch;

import io.github.hdecomp.model.Weights;
import io.github.hdecomp.spi.WeightReader;
import io.github.hdecomp.weights.storage.FileStream;
import io.github.hdecomp.weights.storage.FileWeights;
import io.github.hdecomp.weights.storage.SourceFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.razorvine.pickle.PickleException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the files of {@code torch.save} up to PyTorch 0.1.9: a tar archive with the members {@code storages} (values),
 * {@code tensors} (views of them) and {@code pickle} (the object, with the numbers of tensors as persistent ids).
 */
public final class TorchTarReader implements WeightReader {

    /** A reader. */
    public TorchTarReader() {}

    @Override
    public String format() {
        return "PyTorch tar archive";
    }

    @Override
    public boolean accepts(ByteBuffer head, long fileSize) {
        return TarDirectory.accepts(head);
    }

    @Override
    public Weights open(Path path) throws IOException {
        SourceFile file = SourceFile.open(path);
        try {
            return open(file, TarDirectory.read(file));
        } catch (IOException | RuntimeException failed) {
            file.close();
            throw failed;
        }
    }

    private static Weights open(SourceFile file, TarDirectory directory) throws IOException {
        ByteOrder order = order(member(file, directory, "sys_info"));
        TarStorages storages = TarStorages.read(member(file, directory, "storages"), order);
        Map<String, PickledTensor> views = TarTensors.read(member(file, directory, "tensors"));
        FileStream pickle = member(file, directory, "pickle");
        Object object = TensorUnpickler.read(pickle, id -> tensor(views, id));
        Map<String, PickledTensor> tensors = StateDicts.find(object, file, pickle.position());
        return new FileWeights(file.name(), List.of(file), StateDicts.resolve(tensors, storages::find, file));
    }

    private static FileStream member(SourceFile file, TarDirectory directory, String name) throws IOException {
        TarDirectory.Member member = directory.members().get(name);
        if (member == null) {
            throw file.malformed(
                    file.size(), "a tar archive without the member " + name + ", expected one that torch.save wrote");
        }
        return new FileStream(file, member.position(), member.size());
    }

    /** The byte order of the values; the numbers between them are little-endian always. */
    private static ByteOrder order(FileStream systemInfo) throws IOException {
        Object system = TensorUnpickler.readPlain(systemInfo);
        boolean big = system instanceof Map<?, ?> entries && Boolean.FALSE.equals(entries.get("little_endian"));
        return big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    private static PickledTensor tensor(Map<String, PickledTensor> views, @Nullable Object id) {
        PickledTensor tensor =
                views.get(id instanceof Number ? String.valueOf(id) : Pickled.string(id, "persistent id"));
        if (tensor == null) {
            throw new PickleException("the object holds a tensor " + Pickled.describe(id) + " that the archive lacks");
        }
        return tensor;
    }
}
