package io.github.hdecomp.weights.torch;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Assembles pickles by hand, hostile ones included. */
final class PickleBytes {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    PickleBytes() {
        raw(0x80, 2);
    }

    PickleBytes raw(int... values) {
        for (int value : values) {
            bytes.write(value);
        }
        return this;
    }

    PickleBytes op(char... instructions) {
        for (char instruction : instructions) {
            bytes.write(instruction);
        }
        return this;
    }

    PickleBytes global(String module, String name) {
        return op('c').text(module + "\n" + name + "\n");
    }

    private PickleBytes text(String text) {
        bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    PickleBytes string(String text) {
        return stringOfLength(text.getBytes(StandardCharsets.UTF_8).length).text(text);
    }

    /** The instruction with a length that may lie. */
    PickleBytes stringOfLength(int length) {
        return op('X').int32(length);
    }

    PickleBytes integer(int value) {
        return op('J').int32(value);
    }

    PickleBytes int32(int value) {
        bytes.writeBytes(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array());
        return this;
    }

    /** A dictionary with one tensor {@code w} over storage 0. */
    static PickleBytes tensor(String type, int count, int offset, int[] sizes, int[] strides) {
        return new PickleBytes()
                .op('}')
                .string("w")
                .global("torch._utils", "_rebuild_tensor_v2")
                .op('(')
                .op('(')
                .string("storage")
                .global("torch", type)
                .string("0")
                .string("cuda:3")
                .integer(count)
                .op('t', 'Q')
                .integer(offset)
                .tuple(sizes)
                .tuple(strides)
                .raw(0x89)
                .op('}', 't', 'R', 's');
    }

    PickleBytes tuple(int... values) {
        op('(');
        for (int value : values) {
            integer(value);
        }
        return op('t');
    }

    byte[] end() {
        return op('.').bytes.toByteArray();
    }
}
