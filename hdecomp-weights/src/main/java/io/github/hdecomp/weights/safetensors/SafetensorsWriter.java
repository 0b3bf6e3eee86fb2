package io.github.hdecomp.weights.safetensors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.hdecomp.tensor.Tensor;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.UUID;

/** Writes tensors as float32 in the safetensors format. */
public final class SafetensorsWriter {
    /** Values begin at a multiple of this, which spaces behind the header see to. */
    private static final int ALIGNMENT = 8;

    private SafetensorsWriter() {}

    /**
     * Writes a file, whole or not at all: to a temporary file beside it, which is then moved.
     *
     * @param file the file; replaced if it exists
     * @param tensors by name, written in this map's order
     * @throws IOException if it cannot be written
     */
    public static void write(Path file, Map<String, Tensor> tensors) throws IOException {
        Path target = file.toAbsolutePath();
        Path temporary = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(temporary))) {
                write(out, tensors);
            }
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /**
     * Writes to a stream.
     *
     * @param out receives the bytes; flushed, not closed
     * @param tensors by name, written in this map's order
     * @throws IOException if {@code out} does
     */
    public static void write(OutputStream out, Map<String, Tensor> tensors) throws IOException {
        byte[] header = header(tensors);
        out.write(ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .array());
        out.write(header);
        for (Tensor tensor : tensors.values()) {
            ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(tensor.size(), Float.BYTES))
                    .order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(tensor.asBuffer());
            out.write(bytes.array());
        }
        out.flush();
    }

    private static byte[] header(Map<String, Tensor> tensors) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(bytes)) {
            long offset = 0;
            json.writeStartObject();
            for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
                int[] shape = entry.getValue().shape().toArray();
                json.writeObjectFieldStart(entry.getKey());
                json.writeStringField("dtype", "F32");
                json.writeFieldName("shape");
                json.writeArray(shape, 0, shape.length);
                json.writeArrayFieldStart("data_offsets");
                json.writeNumber(offset);
                offset += (long) entry.getValue().size() * Float.BYTES;
                json.writeNumber(offset);
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndObject();
        }
        while (bytes.size() % ALIGNMENT != 0) {
            bytes.write(' ');
        }
        return bytes.toByteArray();
    }
}
