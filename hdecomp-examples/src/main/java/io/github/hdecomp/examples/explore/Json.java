package io.github.hdecomp.examples.explore;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.stream.Collectors;

/** Reads and writes JSON of requests and answers. */
final class Json {
    /** The largest request that is not a picture. */
    private static final int MOST_BYTES = 1 << 20;

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build()
            .setDefaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL));

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static byte[] bytes(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static void answer(Context context, Object value) {
        context.contentType("application/json").result(bytes(value));
    }

    /** The body of a request as a record; refused with its place if it is none. */
    static <T> T body(Context context, Class<T> type) throws IOException {
        byte[] body;
        try (InputStream stream = context.bodyInputStream()) {
            body = stream.readNBytes(MOST_BYTES + 1);
        }
        if (body.length > MOST_BYTES) {
            throw new Refusal(413, "The request is longer than " + MOST_BYTES + " bytes.");
        }
        try {
            T value = MAPPER.readValue(body, type);
            if (value == null) {
                throw Refusal.badRequest("The request is null; expected an object.");
            }
            return value;
        } catch (JsonMappingException wrong) {
            if (wrong.getCause() instanceof Refusal refusal) {
                throw refusal;
            }
            throw Refusal.badRequest(
                    "The request does not fit" + place(wrong) + ": " + expected(wrong) + ". See api/openapi.json.");
        } catch (JsonProcessingException broken) {
            throw Refusal.badRequest("The request is no JSON: " + broken.getOriginalMessage());
        }
    }

    private static String place(JsonMappingException wrong) {
        StringBuilder place = new StringBuilder();
        for (JsonMappingException.Reference part : wrong.getPath()) {
            String field = part.getFieldName();
            if (field == null) {
                place.append('[').append(part.getIndex()).append(']');
            } else if (field.matches("\\w+")) {
                place.append(place.isEmpty() ? " at " : ".").append(field);
            } else {
                place.append("['").append(field).append("']");
            }
        }
        return place.toString();
    }

    /** What would have fitted, in the words of those who ask. */
    private static String expected(JsonMappingException wrong) {
        if (wrong instanceof UnrecognizedPropertyException unknown) {
            return "there is no such field; expected one of "
                    + unknown.getKnownPropertyIds().stream()
                            .map(String::valueOf)
                            .sorted()
                            .collect(Collectors.joining(", "));
        }
        if (wrong instanceof InvalidNullException) {
            return "null is not taken there";
        }
        if (wrong instanceof MismatchedInputException mismatched && mismatched.getTargetType() != null) {
            return "expected " + name(mismatched.getTargetType());
        }
        return wrong.getOriginalMessage().lines().findFirst().orElse("");
    }

    private static String name(Class<?> type) {
        if (type == int.class || type == Integer.class) {
            return "a whole number";
        }
        if (type == Boolean.class) {
            return "true or false";
        }
        if (type == String.class) {
            return "text";
        }
        return Collection.class.isAssignableFrom(type) ? "a list" : "an object";
    }
}
