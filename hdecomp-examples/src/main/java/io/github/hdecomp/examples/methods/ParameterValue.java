package io.github.hdecomp.examples.methods;

import io.github.hdecomp.attribution.Saliency;
import io.github.hdecomp.model.Tap;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Values of parameters as text: numbers, true and false, words of enumerations, layers, methods, lists of such separated by
 * commas, and whatever has a static method {@code of(String)}.
 */
final class ParameterValue {
    private ParameterValue() {}

    /** Reads a value of a component's type; {@code where} begins the complaint. */
    static Object parse(String where, Type type, String text) {
        if (type instanceof ParameterizedType generic) {
            Type inner = generic.getActualTypeArguments()[0];
            if (generic.getRawType() == Optional.class) {
                return text.isEmpty() ? Optional.empty() : Optional.of(parse(where, inner, text));
            }
            if (generic.getRawType() == List.class) {
                return text.isEmpty()
                        ? List.of()
                        : Arrays.stream(text.split(","))
                                .map(item -> parse(where, inner, item.strip()))
                                .toList();
            }
        }
        if (type instanceof Class<?> plain) {
            return parse(where, plain, text);
        }
        throw new IllegalArgumentException(where + " cannot be set from the command line");
    }

    private static Object parse(String where, Class<?> type, String text) {
        try {
            if (type == int.class) {
                return Integer.parseInt(text);
            }
            if (type == long.class) {
                return Long.parseLong(text);
            }
            if (type == double.class) {
                return Double.parseDouble(text);
            }
        } catch (NumberFormatException other) {
            String wanted = type == double.class ? "a number" : "a whole number";
            throw new IllegalArgumentException(where + ": got " + text + ", expected " + wanted, other);
        }
        if (type == boolean.class) {
            return truth(where, text);
        }
        if (type == Tap.class) {
            return Tap.of(text);
        }
        if (type == Saliency.class) {
            return Methods.find(text);
        }
        return type.isEnum() ? word(where, type, text) : named(where, type, text);
    }

    private static boolean truth(String where, String text) {
        if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
            return Boolean.parseBoolean(text);
        }
        throw new IllegalArgumentException(where + ": got " + text + ", expected true or false");
    }

    private static Object word(String where, Class<?> type, String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> Parameters.plain(constant.toString()).equals(Parameters.plain(text)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(where + ": got " + text + ", expected one of "
                        + Arrays.stream(type.getEnumConstants())
                                .map(ParameterValue::text)
                                .collect(Collectors.joining(", "))));
    }

    private static Object named(String where, Class<?> type, String text) {
        try {
            return type.getMethod("of", String.class).invoke(null, text);
        } catch (InvocationTargetException refused) {
            String reason = refused.getCause() instanceof IllegalArgumentException known
                    ? String.valueOf(known.getMessage())
                    : "got " + text;
            throw new IllegalArgumentException(where + ": " + reason, refused);
        } catch (ReflectiveOperationException none) {
            throw new IllegalArgumentException(where + " cannot be set from the command line", none);
        }
    }

    /** Writes a value as it is read. */
    static String text(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.map(ParameterValue::text).orElse("");
        }
        if (value instanceof List<?> list) {
            return list.stream().map(ParameterValue::text).collect(Collectors.joining(","));
        }
        if (value instanceof Saliency method) {
            return method.name();
        }
        return value instanceof Enum<?> word
                ? word.name().toLowerCase(Locale.ROOT).replace('_', '-')
                : String.valueOf(value);
    }
}
