package io.github.hdecomp.weights.safetensors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.hdecomp.model.Weights;
import io.github.hdecomp.tensor.Shape;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.UUID;

/**
 * Writes tensors to safetensors files: 8 bytes little-endian with the length of the header, the header in JSON, padded with
 * blanks to a multiple of 8, then the values in the order of the tensors. Equal tensors give equal bytes.
 *
 * @param precision in how many bits numbers are kept
 */
public record SafetensorsWriter(Precision precision) {
    private static final int ALIGNMENT = 8;
    private static final int RUN = 1 << 14;

    /**
     * Writes all tensors to a file, whole or not at all: to a temporary file beside it, which is then moved.
     *
     * @param weights the tensors
     * @param file the file; replaced if it exists
     * @throws IOException if it cannot be written
     * @throws java.io.UncheckedIOException if the tensors cannot be read
     */
    public void write(Weights weights, Path file) throws IOException {
        Path target = file.toAbsolutePath();
        Path temporary = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(temporary))) {
                write(weights, out);
            }
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /**
     * Writes all tensors.
     *
     * @param weights the tensors
     * @param out receives the bytes; flushed, not closed
     * @throws IOException if {@code out} does
     * @throws java.io.UncheckedIOException if the tensors cannot be read
     */
    public void write(Weights weights, OutputStream out) throws IOException {
        byte[] header = header(weights);
        ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        out.write(length.putLong(header.length).array());
        out.write(header);
        for (String name : weights.names()) {
            values(weights, name, out);
        }
        out.flush();
    }

    private byte[] header(Weights weights) throws IOException {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        try (JsonGenerator generator = new JsonFactory().createGenerator(json)) {
            generator.writeStartObject();
            long at = 0;
            for (String name : weights.names()) {
                Shape shape = weights.shape(name);
                long end = at + (long) shape.size() * precision.width();
                entry(generator, name, shape, at, end);
                at = end;
            }
            generator.writeEndObject();
        }
        byte[] text = json.toByteArray();
        byte[] padded = Arrays.copyOf(text, (text.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
        Arrays.fill(padded, text.length, padded.length, (byte) ' ');
        return padded;
    }

    private void entry(JsonGenerator generator, String name, Shape shape, long begin, long end) throws IOException {
        generator.writeObjectFieldStart(name);
        generator.writeStringField("dtype", precision.dtype());
        generator.writeArrayFieldStart("shape");
        for (int axis = 0; axis < shape.rank(); axis++) {
            generator.writeNumber(shape.extent(axis));
        }
        generator.writeEndArray();
        generator.writeArrayFieldStart("data_offsets");
        generator.writeNumber(begin);
        generator.writeNumber(end);
        generator.writeEndArray();
        generator.writeEndObject();
    }

    private void values(Weights weights, String name, OutputStream out) throws IOException {
        int size = weights.shape(name).size();
        float[] values = new float[Math.min(RUN, size)];
        for (int at = 0; at < size; at += RUN) {
            int length = Math.min(RUN, size - at);
            weights.read(name, at, values, 0, length);
            ByteBuffer bytes = ByteBuffer.allocate(length * precision.width()).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < length; i++) {
                precision.encode(values[i], bytes);
            }
            out.write(bytes.array());
        }
    }
}
