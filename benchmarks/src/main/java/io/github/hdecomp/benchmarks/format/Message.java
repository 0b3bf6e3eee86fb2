package io.github.hdecomp.benchmarks.format;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A protobuf message that is written once: fields in the order in which they are added. Sizes are known before anything is
 * written, since every nested message starts with its own; large fields produce their bytes only when they are written.
 */
final class Message {
    private static final int VARINT = 0;
    private static final int LENGTH_DELIMITED = 2;
    private static final int FIXED32 = 5;

    private final List<Part> parts = new ArrayList<>();
    private long size;

    /** Some bytes. */
    private record Part(long size, Content content) {}

    /** Produces the bytes of a field. */
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    Message integer(int field, long value) {
        ByteArrayOutputStream bytes = key(field, VARINT);
        varint(value, bytes);
        return add(bytes);
    }

    Message number(int field, float value) {
        ByteArrayOutputStream bytes = key(field, FIXED32);
        bytes.writeBytes(ByteBuffer.allocate(Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(value)
                .array());
        return add(bytes);
    }

    Message text(int field, String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        return bytes(field, utf8.length, out -> out.write(utf8));
    }

    Message message(int field, Message nested) {
        return bytes(field, nested.size, nested::writeTo);
    }

    /** A field of {@code length} bytes. */
    Message bytes(int field, long length, Content content) {
        ByteArrayOutputStream head = key(field, LENGTH_DELIMITED);
        varint(length, head);
        add(head);
        parts.add(new Part(length, content));
        size += length;
        return this;
    }

    void writeTo(OutputStream out) throws IOException {
        for (Part part : parts) {
            part.content().writeTo(out);
        }
    }

    private Message add(ByteArrayOutputStream bytes) {
        parts.add(new Part(bytes.size(), bytes::writeTo));
        size += bytes.size();
        return this;
    }

    private static ByteArrayOutputStream key(int field, int type) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        varint(((long) field << 3) | type, bytes);
        return bytes;
    }

    private static void varint(long value, ByteArrayOutputStream bytes) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes.write((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        bytes.write((int) rest);
    }
}
