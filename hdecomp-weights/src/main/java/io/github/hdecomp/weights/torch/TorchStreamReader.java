package io.github.hdecomp.weights.torch;

import io.github.hdecomp.model.Weights;
import io.github.hdecomp.spi.WeightReader;
import io.github.hdecomp.weights.storage.ElementType;
import io.github.hdecomp.weights.storage.FileStream;
import io.github.hdecomp.weights.storage.FileWeights;
import io.github.hdecomp.weights.storage.SourceFile;
import io.github.hdecomp.weights.storage.Storage;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.razorvine.pickle.PickleException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the files of {@code torch.save} from PyTorch 0.1.10 to 1.5: five pickles one behind the other (a magic number, the
 * version, the byte order, the object, the keys of its storages), then for each storage the number of its values and the
 * values.
 */
public final class TorchStreamReader implements WeightReader {
    private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
    private static final int VERSION = 1001;

    /** The first pickle: protocol 2, the magic number in ten bytes, end. */
    private static final byte[] HEAD = {
        (byte) 0x80,
        2,
        (byte) 0x8a,
        10,
        0x6c,
        (byte) 0xfc,
        (byte) 0x9c,
        0x46,
        (byte) 0xf9,
        0x20,
        0x6a,
        (byte) 0xa8,
        0x50,
        0x19,
        0x2e
    };

    /** A reader. */
    public TorchStreamReader() {}

    @Override
    public String format() {
        return "PyTorch stream";
    }

    @Override
    public boolean accepts(ByteBuffer head, long fileSize) {
        return head.remaining() >= HEAD.length
                && head.slice(head.position(), HEAD.length).equals(ByteBuffer.wrap(HEAD));
    }

    @Override
    public Weights open(Path path) throws IOException {
        SourceFile file = SourceFile.open(path);
        try {
            return open(file, new FileStream(file, 0, file.size()));
        } catch (IOException | RuntimeException failed) {
            file.close();
            throw failed;
        }
    }

    private static Weights open(SourceFile file, FileStream in) throws IOException {
        ByteOrder order = header(file, in);
        Map<String, ElementType> types = new HashMap<>();
        Object object = TensorUnpickler.read(in, id -> noted(PersistentIds.storage(id), types));
        Map<String, PickledTensor> tensors = StateDicts.find(object, file, in.position());
        Map<String, Storage> storages = storages(file, in, types, order);
        return new FileWeights(
                file.name(), List.of(file), StateDicts.resolve(tensors, id -> place(file, storages, id), file));
    }

    /** The first three pickles. */
    private static ByteOrder header(SourceFile file, FileStream in) throws IOException {
        Object magic = TensorUnpickler.readPlain(in);
        if (!MAGIC.equals(magic)) {
            throw file.malformed(0, "no magic number of a PyTorch file; it is damaged or of another format");
        }
        Object version = TensorUnpickler.readPlain(in);
        if (!Integer.valueOf(VERSION).equals(version)) {
            throw file.malformed(in.position(), "version " + Pickled.describe(version) + ", expected " + VERSION);
        }
        Object system = TensorUnpickler.readPlain(in);
        boolean big = system instanceof Map<?, ?> entries && Boolean.FALSE.equals(entries.get("little_endian"));
        return big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    /** Remembers the type of a storage: the place behind the pickles does not repeat it. */
    private static PickledStorage noted(PickledStorage storage, Map<String, ElementType> types) {
        ElementType before = types.put(storage.key(), storage.type());
        if (before != null && before != storage.type()) {
            throw new PickleException("storage " + storage.key() + " is both " + before + " and " + storage.type());
        }
        return storage;
    }

    private static Map<String, Storage> storages(
            SourceFile file, FileStream in, Map<String, ElementType> types, ByteOrder order) throws IOException {
        long at = in.position();
        @Nullable Object keys = TensorUnpickler.readPlain(in);
        if (!(keys instanceof List<?> list)) {
            throw file.malformed(at, "keys of storages: got " + Pickled.describe(keys) + ", expected a list");
        }
        Map<String, Storage> storages = new HashMap<>();
        for (Object key : list) {
            ElementType type = types.get(String.valueOf(key instanceof String ? key : Pickled.describe(key)));
            if (type == null) {
                throw file.malformed(at, "a storage " + Pickled.describe(key) + " that no tensor has; it is damaged");
            }
            long count = in.int64(order);
            Storage storage = Storage.of(file, type, order, in.position(), count, "storage " + key);
            in.pass(count * type.width());
            storages.put((String) key, storage);
        }
        return storages;
    }

    private static Storage place(SourceFile file, Map<String, Storage> storages, PickledStorage id) throws IOException {
        Storage whole = storages.get(id.key());
        if (whole == null) {
            throw file.malformed(file.size(), "storage " + id.key() + " is missing; the file is truncated");
        }
        return whole.part(id.offset(), id.isPart() ? id.count() : whole.count(), "storage " + id.key());
    }
}
