package io.github.hdecomp.examples.explore;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.stream.Collectors;

/** Reads and writes JSON of requests and answers. */
final class Json {
    /** The largest request that is not a picture. */
    private static final int MOST_BYTES = 1 << 20;

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

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
            String field = wrong.getPath().stream()
                    .map(part -> part.getFieldName() == null ? "[" + part.getIndex() + "]" : part.getFieldName())
                    .collect(Collectors.joining("."));
            throw Refusal.badRequest("The request does not fit" + (field.isEmpty() ? "" : " at " + field) + ": "
                    + wrong.getOriginalMessage().lines().findFirst().orElse("") + ". See api/openapi.json.");
        } catch (JsonProcessingException broken) {
            throw Refusal.badRequest("The request is no JSON: " + broken.getOriginalMessage());
        }
    }
}
