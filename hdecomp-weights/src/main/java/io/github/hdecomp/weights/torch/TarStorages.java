package io.github.hdecomp.weights.torch;

import io.github.hdecomp.weights.storage.ElementType;
import io.github.hdecomp.weights.storage.FileStream;
import io.github.hdecomp.weights.storage.SourceFile;
import io.github.hdecomp.weights.storage.Storage;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.razorvine.pickle.PickleException;
import org.jspecify.annotations.Nullable;

/**
 * The member {@code storages} of a tar archive: a pickled count; for each storage a pickled tuple (key, device, type), the
 * number of its values in eight bytes and the values; then a pickled list of parts (key, key of the whole, offset, count).
 * The oldest files lack the device and the list.
 *
 * @param file of the archive
 * @param byKey the storages
 */
record TarStorages(SourceFile file, Map<String, Storage> byKey) {

    static TarStorages read(FileStream in, ByteOrder order) throws IOException {
        SourceFile file = in.file();
        Map<String, Storage> byKey = new HashMap<>();
        try {
            long count = Pickled.integer(TensorUnpickler.readPlain(in), "number of storages");
            for (long i = 0; i < count; i++) {
                List<@Nullable Object> head = Pickled.list(TensorUnpickler.readPlain(in), "storage");
                if (head.size() < 2 || !(head.get(head.size() - 1) instanceof ElementType type)) {
                    throw new PickleException(
                            "a storage with " + head.size() + " parts, expected key, device and type");
                }
                String key = key(head.get(0));
                long length = in.int64(ByteOrder.LITTLE_ENDIAN);
                byKey.put(key, Storage.of(file, type, order, in.position(), length, "storage " + key));
                in.pass(length * type.width());
            }
            if (in.remaining() > 0) {
                parts(Pickled.list(TensorUnpickler.readPlain(in), "parts of storages"), byKey);
            }
        } catch (PickleException complaint) {
            throw file.malformed(in.position(), String.valueOf(complaint.getMessage()));
        }
        return new TarStorages(file, byKey);
    }

    /** Keys are addresses in the process that saved them. */
    static String key(@Nullable Object key) {
        return String.valueOf(Pickled.integer(key, "key in a tar archive"));
    }

    private static void parts(List<@Nullable Object> parts, Map<String, Storage> byKey) throws IOException {
        for (Object part : parts) {
            List<@Nullable Object> fields = Pickled.list(part, "part of a storage");
            if (fields.size() != 4) {
                throw new PickleException("a part of a storage with " + fields.size() + " fields, expected 4");
            }
            Storage whole = byKey.get(key(fields.get(1)));
            if (whole == null) {
                throw new PickleException("a part of a storage that the archive lacks");
            }
            byKey.put(
                    key(fields.get(0)),
                    whole.part(
                            Pickled.integer(fields.get(2), "offset of a part"),
                            Pickled.integer(fields.get(3), "count of a part"),
                            "a part of a storage"));
        }
    }

    /** The values of a storage that a tensor names. */
    Storage find(PickledStorage id) throws IOException {
        Storage storage = byKey.get(id.key());
        if (storage == null) {
            throw file.malformed(file.size(), "storage " + id.key() + " is missing from the archive; it is damaged");
        }
        return storage;
    }
}
