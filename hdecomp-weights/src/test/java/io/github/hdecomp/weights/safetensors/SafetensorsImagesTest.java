package io.github.hdecomp.weights.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hdecomp.data.ImageEntry;
import io.github.hdecomp.image.Preprocessing;
import io.github.hdecomp.model.MalformedWeightsException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsImagesTest {
    @TempDir
    private Path folder = Path.of("");

    private Path file(String header, byte... values) throws IOException {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(json.length).put(json).put(values);
        return Files.write(folder.resolve("images.safetensors"), bytes.array());
    }

    @Test
    void coloursAndLabels() throws IOException {
        byte[] values = new byte[12 + 16];
        for (int i = 0; i < 12; i++) {
            values[i] = (byte) (20 * i);
        }
        values[12] = 7;
        Arrays.fill(values, 20, 28, (byte) -1);
        SafetensorsImages set = SafetensorsImages.open(file(
                "{\"images\":{\"dtype\":\"U8\",\"shape\":[2,1,2,3],\"data_offsets\":[0,12]},"
                        + "\"labels\":{\"dtype\":\"I64\",\"shape\":[2],\"data_offsets\":[12,28]}}",
                values));
        assertThat(set.size()).isEqualTo(2);
        assertThat(set.entry(0)).isEqualTo(new ImageEntry("0", OptionalInt.of(7)));
        assertThat(set.entry(1)).isEqualTo(new ImageEntry("1", OptionalInt.empty()));
        assertThat(Preprocessing.unit(1, 2).normalize(set.read(1)).toArray())
                .containsExactly(120 / 255f, 180 / 255f, 140 / 255f, 200 / 255f, 160 / 255f, 220 / 255f);
    }

    @Test
    void greyWithoutLabels() throws IOException {
        SafetensorsImages set = SafetensorsImages.open(file(
                "{\"images\":{\"dtype\":\"U8\",\"shape\":[1,1,2,1],\"data_offsets\":[0,2]}}", (byte) 51, (byte) 255));
        assertThat(set.entry(0)).isEqualTo(new ImageEntry("0", OptionalInt.empty()));
        assertThat(Preprocessing.unit(1, 2).normalize(set.read(0)).toArray())
                .containsExactly(0.2f, 1, 0.2f, 1, 0.2f, 1);
    }

    @Test
    void whatIsNoPictureIsRefused() throws IOException {
        assertRefused("{\"images\":{\"dtype\":\"F32\",\"shape\":[1,1,1,1],\"data_offsets\":[0,4]}}", 4, "got F32");
        assertRefused("{\"images\":{\"dtype\":\"U8\",\"shape\":[1,1,1,2],\"data_offsets\":[0,2]}}", 2, "(1, 1, 1, 2)");
        assertRefused("{\"pictures\":{\"dtype\":\"U8\",\"shape\":[1,1,1,1],\"data_offsets\":[0,1]}}", 1, "[pictures]");
        assertRefused(
                "{\"images\":{\"dtype\":\"U8\",\"shape\":[1,1,1,1],\"data_offsets\":[0,1]},"
                        + "\"labels\":{\"dtype\":\"I64\",\"shape\":[2],\"data_offsets\":[1,17]}}",
                17,
                "expected I64 of (1)");
    }

    private void assertRefused(String header, int bytes, String complaint) throws IOException {
        Path file = file(header, new byte[bytes]);
        assertThatThrownBy(() -> SafetensorsImages.open(file))
                .isInstanceOf(MalformedWeightsException.class)
                .hasMessageContaining(complaint);
    }
}
