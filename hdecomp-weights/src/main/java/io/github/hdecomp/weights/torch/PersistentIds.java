package io.github.hdecomp.weights.torch;

import io.github.hdecomp.weights.storage.ElementType;
import java.util.List;
import net.razorvine.pickle.PickleException;
import org.jspecify.annotations.Nullable;

/** The tuples by which a pickle points at storages: ('storage', type, key, device, count[, (view key, offset, count)]). */
final class PersistentIds {
    private PersistentIds() {}

    /** The storage that an id means; the device on which it was saved does not matter. */
    static PickledStorage storage(@Nullable Object id) {
        List<@Nullable Object> parts = Pickled.list(id, "persistent id");
        if (parts.isEmpty() || !"storage".equals(parts.get(0))) {
            throw new PickleException("a persistent id for "
                    + (parts.isEmpty() ? "nothing" : Pickled.describe(parts.get(0)))
                    + ", expected one for a storage; save model.state_dict(), not the model");
        }
        if (parts.size() < 5 || !(parts.get(1) instanceof ElementType type)) {
            throw new PickleException(
                    "a storage with " + parts.size() + " parts, expected type, key, device and count");
        }
        String key = Pickled.string(parts.get(2), "key of a storage");
        long count = Pickled.integer(parts.get(4), "count of a storage");
        if (parts.size() < 6 || parts.get(5) == null) {
            return new PickledStorage(type, key, 0, count, false);
        }
        List<@Nullable Object> view = Pickled.list(parts.get(5), "view of a storage");
        if (view.size() < 3) {
            throw new PickleException(
                    "a view of a storage with " + view.size() + " parts, expected key, offset, count");
        }
        return new PickledStorage(
                type,
                key,
                Pickled.integer(view.get(1), "offset of a view"),
                Pickled.integer(view.get(2), "count of a view"),
                true);
    }
}
