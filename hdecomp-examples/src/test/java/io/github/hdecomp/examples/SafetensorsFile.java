package io.github.hdecomp.examples;

import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.ParameterSpec;
import io.github.hdecomp.model.Weights;
import io.github.hdecomp.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes random weights of a network to a file. */
final class SafetensorsFile {
    private SafetensorsFile() {}

    static Path write(Path file, ModelSpec spec, long seed) throws IOException {
        Weights weights = Weights.random(spec, seed);
        List<String> entries = new ArrayList<>();
        ByteArrayOutputStream values = new ByteArrayOutputStream();
        for (ParameterSpec parameter : spec.parameters()) {
            Tensor tensor = weights.tensor(parameter.name());
            ByteBuffer bytes = ByteBuffer.allocate(4 * tensor.size()).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(tensor.asBuffer());
            String shape = parameter.shape().toString().replace('(', '[').replace(')', ']');
            entries.add("\"" + parameter.name() + "\":{\"dtype\":\"F32\",\"shape\":" + shape + ",\"data_offsets\":["
                    + values.size() + "," + (values.size() + bytes.capacity()) + "]}");
            values.write(bytes.array());
        }
        byte[] header = ("{" + String.join(",", entries) + "}").getBytes(StandardCharsets.UTF_8);
        ByteBuffer whole =
                ByteBuffer.allocate(8 + header.length + values.size()).order(ByteOrder.LITTLE_ENDIAN);
        whole.putLong(header.length).put(header).put(values.toByteArray());
        return Files.write(file, whole.array());
    }
}
