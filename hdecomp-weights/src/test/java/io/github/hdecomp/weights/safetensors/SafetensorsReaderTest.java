package io.github.hdecomp.weights.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hdecomp.model.MalformedWeightsException;
import io.github.hdecomp.model.Weights;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import io.github.hdecomp.weights.Expected;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsReaderTest {
    @TempDir
    private Path folder = Path.of("");

    private Path file = Path.of("");

    @BeforeEach
    void name() {
        file = folder.resolve("net.safetensors");
    }

    private Weights open(String header, int valueBytes) throws IOException {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + valueBytes).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(json.length).put(json);
        Files.write(file, bytes.array());
        return new SafetensorsReader().open(file);
    }

    private static String tensor(String name, String type, String shape, long begin, long end) {
        return "\"" + name + "\":{\"dtype\":\"" + type + "\",\"shape\":" + shape + ",\"data_offsets\":[" + begin + ","
                + end + "]}";
    }

    /** Bits of each type and the value that they mean. */
    @ParameterizedTest
    @CsvSource({
        "F32, 00 00 c0 3f, 1.5",
        "F32, 00 00 80 7f, Infinity",
        "F64, 00 00 00 00 00 00 f8 bf, -1.5",
        "F16, 00 3c, 1",
        "F16, 01 00, 5.9604645E-8",
        "F16, ff 83, -6.097555E-5",
        "F16, ff 7b, 65504",
        "F16, 00 fc, -Infinity",
        "F16, 00 7e, NaN",
        "BF16, c0 bf, -1.5",
        "I64, fe ff ff ff ff ff ff ff, -2",
        "I32, ff ff ff 7f, 2147483647",
        "I16, 00 80, -32768",
        "I8, ff, -1",
        "U8, ff, 255",
        "BOOL, 01, 1",
        "BOOL, 00, 0",
    })
    void types(String type, String bits, float value) throws IOException {
        String[] bytes = bits.split(" ", -1);
        open("{" + tensor("x", type, "[1]", 0, bytes.length) + "}", bytes.length)
                .close();
        byte[] whole = Files.readAllBytes(file);
        for (int i = 0; i < bytes.length; i++) {
            whole[whole.length - bytes.length + i] = (byte) Integer.parseInt(bytes[i], 16);
        }
        Files.write(file, whole);
        try (Weights weights = new SafetensorsReader().open(file)) {
            assertThat(weights.tensor("x")).isEqualTo(Tensor.of(Shape.of(1), value));
        }
    }

    /** A header that claims 2^60 bytes is refused before anything is allocated for it. */
    @Test
    void hugeHeader() throws IOException {
        Files.write(
                file,
                ByteBuffer.allocate(64)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(1L << 60)
                        .array());
        assertThatThrownBy(() -> new SafetensorsReader().open(file))
                .isInstanceOf(MalformedWeightsException.class)
                .hasMessageContaining("header of 1152921504606846976 bytes, but the file has 56 after its length");
        Files.write(file, Expected.bytes("bad.hugeheader.safetensors"));
        assertThatThrownBy(() -> new SafetensorsReader().open(file)).hasMessageContaining("header of ");
    }

    @Test
    void truncated() throws IOException {
        Files.write(file, Expected.bytes("bad.truncated.safetensors"));
        assertThatThrownBy(() -> new SafetensorsReader().open(file))
                .isInstanceOf(MalformedWeightsException.class)
                .hasMessageContaining("truncated or damaged");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "'F32'; [2,2]; 0; 12; takes 12 bytes, but (2, 2) of F32 takes 16",
                "'F8_E4M3'; [2]; 0; 2; has dtype F8_E4M3, expected one of",
                "'F32'; [-1]; 0; 4; has shape [-1]",
                "'F32'; [1048576,1048576]; 0; 4; has shape",
                "'F32'; [99999999999]; 0; 4; has shape",
                "'F32'; [1]; 4; 8; lies at bytes 4 to 8",
                "'F32'; [1]; 8; 4; has data_offsets [8, 4]",
                "'F32'; [1.5]; 0; 4; VALUE_NUMBER_FLOAT where VALUE_NUMBER_INT",
                "'F32'; {}; 0; 4; START_OBJECT where START_ARRAY",
                "'F32'; [3]; 0; 12; lies at bytes 0 to 12",
            })
    void entriesThatCannotBe(String type, String shape, long begin, long end, String complaint) {
        assertThatThrownBy(() -> open("{" + tensor("x", type, shape, begin, end) + "}", 8))
                .isInstanceOf(MalformedWeightsException.class)
                .hasMessageContaining(complaint);
    }

    /** A single number has the shape []; without a shape the file is damaged. */
    @Test
    void shapesThatAreMissing() throws IOException {
        try (Weights weights = open("{" + tensor("x", "F32", "[]", 0, 4) + "}", 4)) {
            assertThat(weights.shape("x")).isEqualTo(Shape.of());
        }
        assertThatThrownBy(() -> open("{\"x\":{\"dtype\":\"F32\",\"data_offsets\":[0,4]}}", 4))
                .isInstanceOf(MalformedWeightsException.class)
                .hasMessageContaining("x has no shape, expected its extents, [] for a single number");
    }

    @Test
    void overlapsAndHolesAndDuplicates() {
        String a = tensor("a", "F32", "[1]", 0, 4);
        assertThatThrownBy(() -> open("{" + a + "," + tensor("b", "F32", "[1]", 2, 6) + "}", 8))
                .hasMessageContaining("b lies at bytes 2 to 6 of the values, expected a start at 4");
        assertThatThrownBy(() -> open("{" + a + "," + tensor("b", "F32", "[1]", 8, 12) + "}", 12))
                .hasMessageContaining("expected a start at 4");
        assertThatThrownBy(() -> open("{" + a + "," + a + "}", 4)).hasMessageContaining("uplicate field 'a'");
        assertThatThrownBy(() -> open("{" + a + "}", 8)).hasMessageContaining("4 bytes follow the last tensor");
        assertThatThrownBy(() -> open("[1]", 8)).hasMessageContaining("START_ARRAY where START_OBJECT");
    }

    /** Entries may stand in any order, and an empty one at the place of another. */
    @Test
    void orderOfEntries() throws IOException {
        String full = tensor("full", "F32", "[2]", 0, 8);
        String empty = tensor("empty", "F32", "[0,7]", 0, 0);
        try (Weights weights = open("{\"__metadata__\":{\"x\":\"y\"}," + full + "," + empty + "}", 8)) {
            assertThat(weights.names()).containsExactly("empty", "full");
            assertThat(weights.tensor("empty").size()).isZero();
        }
    }

    @Test
    void runsOutsideATensor() throws IOException {
        try (Weights weights = open("{" + tensor("x", "F32", "[2]", 0, 8) + "}", 8)) {
            assertThatThrownBy(() -> weights.read("x", 1, new float[4], 0, 2))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("x has 2 values, not 2 from 1");
            assertThatThrownBy(() -> weights.shape("y")).hasMessageContaining("no tensor is called y; nearest: x");
        }
    }

    /** The parser of JSON guesses other encodings. */
    @Test
    void otherEncodings() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(16).putInt('{').putInt('"').putInt(0x65652200);
        Files.write(file, bytes.array());
        assertThatThrownBy(() -> new SafetensorsReader().open(file))
                .isInstanceOf(MalformedWeightsException.class)
                .hasMessageContaining("the header is not in UTF-8");
    }
}
