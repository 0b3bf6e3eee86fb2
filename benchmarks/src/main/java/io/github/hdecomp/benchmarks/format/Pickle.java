package io.github.hdecomp.benchmarks.format;

import io.github.hdecomp.tensor.Shape;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes the few pickle instructions (protocol 2) in which a TorchScript archive lists its tensors. */
final class Pickle {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Pickle() {
        bytes.write(0x80);
        bytes.write(2);
    }

    /** Instructions of one byte, such as {@code (} for a mark and {@code t} for the tuple since the last one. */
    Pickle op(String instructions) {
        bytes.writeBytes(instructions.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    Pickle global(String module, String name) {
        return op("c" + module + "\n" + name + "\n");
    }

    Pickle text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        op("X");
        return raw(utf8.length).append(utf8);
    }

    Pickle integer(int value) {
        return op("J").raw(value);
    }

    /** A contiguous float32 tensor on the CPU whose values are the archive's storage {@code data/KEY}. */
    Pickle tensor(String key, Shape shape) {
        global("torch._utils", "_rebuild_tensor_v2").op("((").text("storage").global("torch", "FloatStorage");
        text(key).text("cpu").integer(shape.size()).op("tQ").integer(0);
        op("(");
        for (int axis = 0; axis < shape.rank(); axis++) {
            integer(shape.extent(axis));
        }
        op("t(");
        int stride = shape.size();
        for (int axis = 0; axis < shape.rank(); axis++) {
            stride /= shape.extent(axis);
            integer(stride);
        }
        return op("t\u0089").global("collections", "OrderedDict").op(")RtR");
    }

    byte[] toBytes() {
        op(".");
        return bytes.toByteArray();
    }

    private Pickle raw(int value) {
        return append(ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array());
    }

    private Pickle append(byte[] more) {
        bytes.writeBytes(more);
        return this;
    }
}
