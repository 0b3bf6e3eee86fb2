package io.github.hdecomp.weights.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hdecomp.model.MalformedWeightsException;
import io.github.hdecomp.model.Weights;
import io.github.hdecomp.tensor.Tensor;
import io.github.hdecomp.weights.Expected;
import io.github.hdecomp.weights.Models;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A network in two files and an index. */
class SafetensorsIndexTest {
    @TempDir
    private Path folder = Path.of("");

    private Path index = Path.of("");
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();

    @BeforeEach
    void write() throws IOException {
        tensors.putAll(Expected.tensors("small.expected.json"));
        StringBuilder map = new StringBuilder();
        Map<String, Tensor> first = new LinkedHashMap<>();
        Map<String, Tensor> second = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> {
            boolean features = name.startsWith("features");
            (features ? first : second).put(name, tensor);
            map.append(map.isEmpty() ? "" : ",").append('"').append(name).append("\":\"");
            map.append(features ? "model-00001-of-00002.safetensors\"" : "model-00002-of-00002.safetensors\"");
        });
        write(folder.resolve("model-00001-of-00002.safetensors"), first);
        write(folder.resolve("model-00002-of-00002.safetensors"), second);
        index = write("{\"metadata\": {\"total_size\": 9, \"more\": [1]},\n \"weight_map\": {" + map + "}}");
    }

    private Path write(String json) throws IOException {
        return Files.writeString(folder.resolve("model.safetensors.index.json"), json);
    }

    private static void write(Path file, Map<String, Tensor> tensors) throws IOException {
        StringBuilder header = new StringBuilder("{");
        ByteBuffer values = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
        tensors.forEach((name, tensor) -> {
            header.append(header.length() == 1 ? "" : ",").append('"').append(name);
            header.append("\":{\"dtype\":\"F32\",\"shape\":");
            header.append(tensor.shape().toString().replace('(', '[').replace(')', ']'));
            header.append(",\"data_offsets\":[").append(values.position()).append(',');
            for (int i = 0; i < tensor.size(); i++) {
                values.putFloat(tensor.get(i));
            }
            header.append(values.position()).append("]}");
        });
        byte[] json = header.append('}').toString().getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes =
                ByteBuffer.allocate(8 + json.length + values.position()).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(json.length).put(json).put(values.flip());
        Files.write(file, bytes.array());
    }

    @Test
    void readsWhatIsSpreadOverFiles() throws IOException {
        try (Weights weights = Models.open(index)) {
            assertThat(weights.names())
                    .doesNotContain("features.1.num_batches_tracked")
                    .hasSize(9);
            assertThat(weights.source()).isEqualTo(index.toString());
            weights.names().forEach(name -> assertThat(weights.tensor(name)).isEqualTo(tensors.get(name)));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                            | a JSON file without a weight_map",
                "{\"weight_map\": {}}                          | a JSON file without a weight_map",
                "{\"weight_map\": 3}                           | VALUE_NUMBER_INT where START_OBJECT",
                "{\"weight_map\": {\"x\": 3}}                  | VALUE_NUMBER_INT where VALUE_STRING",
                "{\"weight_map\": {\"x\": \"no.safetensors\"}} | no.safetensors, which does not exist beside it",
                "{\"weight_map\": {\"x\": \"../x\"}}           | ../x, which does not lie in its folder and is not read",
                "{\"weight_map\": {\"x\": \"a/../../x\"}}      | does not lie in its folder",
                "{\"weight_map\": {\"x\": \"/etc/passwd\"}}    | does not lie in its folder",
                "{\"weight_map\": {\"x\": \"..\\\\x\"}}        | does not lie in its folder",
                "{\"weight_map\": {\"x\": \"\"}}               | does not lie in its folder",
                "{\"weight_map\": {\"x\": \"a\\u0000b\"}}      | by no possible name",
                "{\"weight_map\": {\"x\": \"y                  | no well-formed JSON",
                "{\"weight_map\": {\"x\": \"model-00002-of-00002.safetensors\"}} | which does not hold it",
            })
    void indexesThatCannotBe(String json, String complaint) throws IOException {
        Path file = write(json);
        assertThatThrownBy(() -> new SafetensorsIndexReader().open(file))
                .isInstanceOf(MalformedWeightsException.class)
                .hasMessageStartingWith(file + ": at byte ")
                .hasMessageContaining(complaint);
    }

    /** The parser of JSON guesses other encodings, of which UTF-32 starts with zeros or ends characters in them. */
    @Test
    void otherEncodings() throws IOException {
        byte[] bytes = {'{', 0, 0, 0, '"', 0, 0, 0, 0, 0x22, 0x65, 0x65, 0, 0, 0, 0};
        Path file = Files.write(index.resolveSibling("utf32.json"), bytes);
        assertThatThrownBy(() -> new SafetensorsIndexReader().open(file))
                .isInstanceOf(MalformedWeightsException.class)
                .hasMessageContaining("not in UTF-8");
    }
}
