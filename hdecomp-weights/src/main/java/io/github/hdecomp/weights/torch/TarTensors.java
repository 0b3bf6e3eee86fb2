package io.github.hdecomp.weights.torch;

import io.github.hdecomp.weights.storage.ElementType;
import io.github.hdecomp.weights.storage.FileStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.razorvine.pickle.PickleException;
import org.jspecify.annotations.Nullable;

/**
 * The member {@code tensors} of a tar archive: a pickled count; for each tensor a pickled tuple (key, key of its storage,
 * type), the number of its extents in four bytes, four bytes without a meaning, then extents, strides and offset in eight
 * bytes each.
 */
final class TarTensors {
    private TarTensors() {}

    static Map<String, PickledTensor> read(FileStream in) throws IOException {
        Map<String, PickledTensor> tensors = new HashMap<>();
        try {
            long count = Pickled.integer(TensorUnpickler.readPlain(in), "number of tensors");
            for (long i = 0; i < count; i++) {
                List<@Nullable Object> head = Pickled.list(TensorUnpickler.readPlain(in), "tensor");
                if (head.size() != 3 || !(head.get(2) instanceof ElementType type)) {
                    throw new PickleException(
                            "a tensor with " + head.size() + " parts, expected key, storage and type");
                }
                tensors.put(TarStorages.key(head.get(0)), tensor(in, head.get(1), type));
            }
        } catch (PickleException complaint) {
            throw in.file().malformed(in.position(), String.valueOf(complaint.getMessage()));
        }
        return tensors;
    }

    private static PickledTensor tensor(FileStream in, @Nullable Object storageKey, ElementType type)
            throws IOException {
        int rank = in.int32(ByteOrder.LITTLE_ENDIAN);
        in.pass(Integer.BYTES);
        if (rank < 0 || rank > in.remaining() / (2 * Long.BYTES)) {
            throw new PickleException("a tensor with " + rank + " extents");
        }
        List<Long> sizes = integers(in, rank);
        List<Long> strides = integers(in, rank);
        long offset = in.int64(ByteOrder.LITTLE_ENDIAN);
        if (storageKey == null) {
            throw new PickleException("a tensor of shape " + sizes + " without values");
        }
        PickledStorage storage = new PickledStorage(type, TarStorages.key(storageKey), 0, 0, false);
        return new PickledTensor(storage, offset, sizes, strides);
    }

    private static List<Long> integers(FileStream in, int count) throws IOException {
        List<Long> integers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            integers.add(in.int64(ByteOrder.LITTLE_ENDIAN));
        }
        return integers;
    }
}
