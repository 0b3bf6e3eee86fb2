package io.github.hdecomp.weights.safetensors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.github.hdecomp.model.Weights;
import io.github.hdecomp.spi.WeightReader;
import io.github.hdecomp.weights.storage.FileTensor;
import io.github.hdecomp.weights.storage.FileWeights;
import io.github.hdecomp.weights.storage.SourceFile;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads safetensors that are spread over several files: the index, {@code model.safetensors.index.json}, says in which file
 * beside it each tensor lies.
 */
public final class SafetensorsIndexReader implements WeightReader {
    private static final long MOST_INDEX_BYTES = 100_000_000;
    private static final int MOST_FILES = 1000;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(8)
                    .maxStringLength(100_000)
                    .build())
            .build();

    /** A reader. */
    public SafetensorsIndexReader() {}

    @Override
    public String format() {
        return "safetensors index";
    }

    /** A text that starts as a JSON object does; a safetensors file has zeros among its first bytes. */
    @Override
    public boolean accepts(ByteBuffer head, long fileSize) {
        boolean text = head.remaining() >= 2;
        int first = 0;
        for (int i = 0; i < Math.min(head.remaining(), 16); i++) {
            int c = head.get(head.position() + i);
            text &= c >= ' ' || c == '\n' || c == '\r' || c == '\t';
            first = first == 0 && c > ' ' ? c : first;
        }
        return text && first == '{';
    }

    @Override
    public Weights open(Path path) throws IOException {
        try (SourceFile index = SourceFile.open(path)) {
            return weights(index, weightMap(index));
        }
    }

    /** The name of each tensor's file. */
    private static Map<String, String> weightMap(SourceFile index) throws IOException {
        if (index.size() > MOST_INDEX_BYTES) {
            throw index.malformed(0, "an index of " + index.size() + " bytes, at most " + MOST_INDEX_BYTES);
        }
        try (JsonParser json = FACTORY.createParser(index.bytes(0, index.size()))) {
            Map<String, String> files = new LinkedHashMap<>();
            expect(index, json, json.nextToken(), JsonToken.START_OBJECT);
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String field = json.currentName();
                JsonToken value = json.nextToken();
                if (field.equals("weight_map")) {
                    expect(index, json, value, JsonToken.START_OBJECT);
                    while (json.nextToken() != JsonToken.END_OBJECT) {
                        String tensor = json.currentName();
                        expect(index, json, json.nextToken(), JsonToken.VALUE_STRING);
                        files.put(tensor, json.getText());
                    }
                } else {
                    json.skipChildren();
                }
            }
            if (files.isEmpty()) {
                throw index.malformed(0, "a JSON file without a weight_map, expected an index of safetensors files");
            }
            return files;
        } catch (JsonProcessingException broken) {
            long at = broken.getLocation() == null ? 0 : broken.getLocation().getByteOffset();
            throw index.malformed(at, "no well-formed JSON: " + broken.getOriginalMessage());
        } catch (CharConversionException otherEncoding) {
            throw index.malformed(0, "not in UTF-8: " + otherEncoding.getMessage());
        }
    }

    private static void expect(SourceFile index, JsonParser json, JsonToken got, JsonToken wanted) throws IOException {
        if (got != wanted) {
            throw index.malformed(
                    json.currentLocation().getByteOffset(),
                    "the index has " + got + " where " + wanted + " was expected");
        }
    }

    private static Weights weights(SourceFile index, Map<String, String> weightMap) throws IOException {
        Map<String, SourceFile> files = new HashMap<>();
        Map<String, Map<String, FileTensor>> contents = new HashMap<>();
        Map<String, FileTensor> tensors = new LinkedHashMap<>();
        try {
            for (Map.Entry<String, String> named : weightMap.entrySet()) {
                String name = named.getValue();
                if (!files.containsKey(name)) {
                    if (files.size() == MOST_FILES) {
                        throw index.malformed(0, "an index of more than " + MOST_FILES + " files");
                    }
                    SourceFile file = SourceFile.open(index.beside(name, 0));
                    files.put(name, file);
                    contents.put(name, SafetensorsReader.tensors(file));
                }
                FileTensor tensor = contents.getOrDefault(name, Map.of()).get(named.getKey());
                if (tensor == null) {
                    throw index.malformed(0, named.getKey() + " should lie in " + name + ", which does not hold it");
                }
                tensors.put(named.getKey(), tensor);
            }
            return new FileWeights(index.name(), files.values(), tensors);
        } catch (IOException | RuntimeException failed) {
            for (SourceFile file : files.values()) {
                file.close();
            }
            throw failed;
        }
    }
}
