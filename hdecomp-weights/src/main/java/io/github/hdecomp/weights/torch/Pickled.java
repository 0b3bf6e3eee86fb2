package io.github.hdecomp.weights.torch;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import net.razorvine.pickle.PickleException;
import org.jspecify.annotations.Nullable;

/** Values out of a pickle as what they have to be, or a complaint. */
final class Pickled {
    private Pickled() {}

    static long integer(@Nullable Object value, String what) {
        if (value instanceof Integer || value instanceof Long) {
            return ((Number) value).longValue();
        }
        throw new PickleException(what + ": got " + describe(value) + ", expected a whole number");
    }

    static String string(@Nullable Object value, String what) {
        if (value instanceof String string) {
            return string;
        }
        throw new PickleException(what + ": got " + describe(value) + ", expected a string");
    }

    /** A tuple or a list. */
    static List<@Nullable Object> list(@Nullable Object value, String what) {
        if (value instanceof @Nullable Object[] tuple) {
            return Arrays.asList(tuple);
        }
        if (value instanceof List<?> list) {
            return Collections.unmodifiableList(list);
        }
        throw new PickleException(what + ": got " + describe(value) + ", expected a tuple or a list");
    }

    @SuppressWarnings("unchecked") // dictionaries are made by the unpickler alone, with any keys and values
    static Map<Object, @Nullable Object> dictionary(@Nullable Object value, String what) {
        if (value instanceof Map<?, ?> dictionary) {
            return (Map<Object, @Nullable Object>) dictionary;
        }
        throw new PickleException(what + ": got " + describe(value) + ", expected a dictionary");
    }

    /** Collections are no keys: theirs would be hashed all the way down, and one may hold itself. */
    static Object key(@Nullable Object value) {
        if (value instanceof String || value instanceof Number || value instanceof Boolean) {
            return value;
        }
        throw new PickleException("a dictionary has " + describe(value) + " as a key, expected a string or a number");
    }

    /** What kind of value it is; never the whole of it, which may be large or hold itself. */
    static String describe(@Nullable Object value) {
        if (value instanceof String string) {
            return "the string \"" + (string.length() <= 40 ? string : string.substring(0, 40) + "…") + "\"";
        }
        if (value instanceof Number || value instanceof Boolean || value == null) {
            return String.valueOf(value);
        }
        if (value instanceof Map<?, ?> dictionary) {
            return "a dictionary of " + dictionary.size() + " entries";
        }
        if (value instanceof List<?> list) {
            return "a list of " + list.size() + " items";
        }
        if (value instanceof Object[] tuple) {
            return "a tuple of " + tuple.length + " items";
        }
        if (value instanceof PickledTensor || value instanceof PickledParameter) {
            return "a tensor";
        }
        return value instanceof PickledStorage ? "a storage" : "a name";
    }
}
