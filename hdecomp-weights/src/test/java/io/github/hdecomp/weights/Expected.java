package io.github.hdecomp.weights;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The values that a fixture holds, out of its {@code expected.json}: name to {@code shape} and {@code data}. */
public final class Expected {
    private Expected() {}

    public static byte[] bytes(String resource) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(Expected.class.getResourceAsStream("/io/github/hdecomp/weights/" + resource))) {
            return in.readAllBytes();
        }
    }

    /** The tensors of an object that holds them directly or in a field {@code tensors}. */
    public static Map<String, Tensor> tensors(String resource) throws IOException {
        try (JsonParser json = new JsonFactory().createParser(bytes(resource))) {
            json.nextToken();
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            object(json, tensors);
            return tensors;
        }
    }

    private static void object(JsonParser json, Map<String, Tensor> tensors) throws IOException {
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (name.equals("tensors")) {
                object(json, tensors);
            } else if (value == JsonToken.START_OBJECT) {
                tensor(json).ifPresent(tensor -> tensors.put(name, tensor));
            } else {
                json.skipChildren();
            }
        }
    }

    /** Empty for objects that describe something else. */
    private static Optional<Tensor> tensor(JsonParser json) throws IOException {
        Optional<List<Double>> shape = Optional.empty();
        List<Double> data = List.of();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            if (field.equals("shape")) {
                shape = Optional.of(numbers(json));
            } else if (field.equals("data")) {
                data = value == JsonToken.START_ARRAY ? numbers(json) : List.of(json.getDoubleValue());
            } else {
                json.skipChildren();
            }
        }
        float[] values = new float[data.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = data.get(i).floatValue();
        }
        return shape.map(extents -> Tensor.adopt(
                Shape.of(extents.stream().mapToInt(Double::intValue).toArray()), values));
    }

    private static List<Double> numbers(JsonParser json) throws IOException {
        List<Double> numbers = new ArrayList<>();
        int depth = 1;
        while (depth > 0) {
            JsonToken token = json.nextToken();
            if (token == JsonToken.START_ARRAY) {
                depth++;
            } else if (token == JsonToken.END_ARRAY) {
                depth--;
            } else if (token.isNumeric()) {
                numbers.add(json.getDoubleValue());
            } else {
                numbers.add(token == JsonToken.VALUE_TRUE ? 1.0 : 0.0);
            }
        }
        return numbers;
    }
}
