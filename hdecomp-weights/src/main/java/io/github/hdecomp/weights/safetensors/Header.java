package io.github.hdecomp.weights.safetensors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.github.hdecomp.model.MalformedWeightsException;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.weights.storage.ElementType;
import io.github.hdecomp.weights.storage.SourceFile;
import java.io.CharConversionException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The JSON header of a safetensors file.
 *
 * @param tensors by name, in the order of their places in the file
 */
record Header(Map<String, Entry> tensors) {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(4)
                    .maxNumberLength(20)
                    .maxStringLength(1_000_000)
                    .build())
            .build();

    private static final int LENGTH_BYTES = 8;

    /** Parses a header and checks it against the number of bytes behind it. */
    static Header parse(byte[] json, SourceFile file, long valueBytes) throws IOException {
        try (JsonParser parser = FACTORY.createParser(json)) {
            Map<String, Entry> tensors = new Parsing(parser, file).tensors();
            return new Header(inFileOrder(tensors, file, valueBytes, LENGTH_BYTES + json.length));
        } catch (JsonProcessingException broken) {
            long at = broken.getLocation() == null
                    ? 0
                    : Math.max(broken.getLocation().getByteOffset(), 0);
            throw file.malformed(
                    LENGTH_BYTES + at, "the header is no well-formed JSON: " + broken.getOriginalMessage());
        } catch (CharConversionException otherEncoding) {
            throw file.malformed(LENGTH_BYTES, "the header is not in UTF-8: " + otherEncoding.getMessage());
        }
    }

    /** Tensors must fill the file without overlaps and holes. */
    private static Map<String, Entry> inFileOrder(
            Map<String, Entry> tensors, SourceFile file, long valueBytes, long firstValue) throws IOException {
        List<Map.Entry<String, Entry>> ordered = new ArrayList<>(tensors.entrySet());
        ordered.sort(Comparator.comparingLong(
                        (Map.Entry<String, Entry> entry) -> entry.getValue().begin())
                .thenComparingLong(entry -> entry.getValue().end()));
        Map<String, Entry> result = new LinkedHashMap<>();
        long at = 0;
        for (Map.Entry<String, Entry> named : ordered) {
            Entry entry = named.getValue();
            if (entry.begin() != at || entry.end() > valueBytes) {
                throw file.malformed(
                        firstValue + Math.min(at, valueBytes),
                        named.getKey()
                                + " lies at bytes " + entry.begin() + " to " + entry.end()
                                + " of the values, expected a start at "
                                + at + " and an end within " + valueBytes + "; the file is truncated or damaged");
            }
            at = entry.end();
            result.put(named.getKey(), entry);
        }
        if (at != valueBytes) {
            throw file.malformed(firstValue + at, (valueBytes - at) + " bytes follow the last tensor, expected none");
        }
        return result;
    }

    /** Walks over the JSON text. */
    private static final class Parsing {
        private final JsonParser parser;
        private final SourceFile file;

        Parsing(JsonParser parser, SourceFile file) {
            this.parser = parser;
            this.file = file;
        }

        Map<String, Entry> tensors() throws IOException {
            Map<String, Entry> tensors = new LinkedHashMap<>();
            expect(parser.nextToken(), JsonToken.START_OBJECT);
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                expect(parser.nextToken(), JsonToken.START_OBJECT);
                if (name.equals("__metadata__")) {
                    parser.skipChildren();
                } else {
                    tensors.put(name, entry(name));
                }
            }
            if (parser.nextToken() != null) {
                throw complaint("more than one JSON value");
            }
            return tensors;
        }

        private Entry entry(String name) throws IOException {
            String type = "";
            @Nullable List<Long> shape = null;
            List<Long> offsets = List.of();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String field = parser.currentName();
                JsonToken value = parser.nextToken();
                switch (field) {
                    case "dtype" -> {
                        expect(value, JsonToken.VALUE_STRING);
                        type = parser.getText();
                    }
                    case "shape" -> shape = integers();
                    case "data_offsets" -> offsets = integers();
                    default ->
                        throw complaint(name + " has a field " + field + ", expected dtype, shape, data_offsets");
                }
            }
            if (shape == null) {
                throw complaint(name + " has no shape, expected its extents, [] for a single number");
            }
            return checked(name, type, shape, offsets);
        }

        private Entry checked(String name, String type, List<Long> extents, List<Long> offsets) throws IOException {
            ElementType element = elementType(name, type);
            if (offsets.size() != 2 || offsets.get(0) < 0 || offsets.get(1) < offsets.get(0)) {
                throw complaint(name + " has data_offsets " + offsets + ", expected [begin, end]");
            }
            Shape shape = shape(name, extents);
            long bytes = (long) shape.size() * element.width();
            long length = offsets.get(1) - offsets.get(0);
            if (length != bytes) {
                throw complaint(name + " takes " + length + " bytes, but " + shape + " of " + type + " takes " + bytes);
            }
            return new Entry(element, shape, offsets.get(0), offsets.get(1));
        }

        private ElementType elementType(String name, String type) throws IOException {
            for (ElementType element : ElementType.values()) {
                if (element.name().equals(type)) {
                    return element;
                }
            }
            throw complaint(name + " has dtype " + type + ", expected one of " + List.of(ElementType.values())
                    + "; convert it to F32");
        }

        private Shape shape(String name, List<Long> extents) throws IOException {
            try {
                return Shape.of(extents.stream().mapToInt(Math::toIntExact).toArray());
            } catch (IllegalArgumentException | ArithmeticException tooLarge) {
                throw complaint(name + " has shape " + extents + ", expected extents of 0 or more and fewer than 2^31"
                        + " elements");
            }
        }

        private List<Long> integers() throws IOException {
            expect(parser.currentToken(), JsonToken.START_ARRAY);
            List<Long> integers = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                expect(parser.currentToken(), JsonToken.VALUE_NUMBER_INT);
                integers.add(parser.getLongValue());
            }
            return integers;
        }

        private void expect(JsonToken got, JsonToken wanted) throws IOException {
            if (got != wanted) {
                throw complaint("the header has " + got + " where " + wanted + " was expected");
            }
        }

        private MalformedWeightsException complaint(String what) {
            return file.malformed(
                    LENGTH_BYTES + Math.max(parser.currentLocation().getByteOffset(), 0), what);
        }
    }
}
