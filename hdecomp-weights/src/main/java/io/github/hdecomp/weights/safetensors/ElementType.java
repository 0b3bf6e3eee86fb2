package io.github.hdecomp.weights.safetensors;

import java.nio.ByteBuffer;

/** The types of values, each with its width and its conversion to float32. */
enum ElementType {
    F64(8) {
        @Override
        float decode(ByteBuffer bytes, int at) {
            return (float) bytes.getDouble(at);
        }
    },
    F32(4) {
        @Override
        float decode(ByteBuffer bytes, int at) {
            return bytes.getFloat(at);
        }
    },
    F16(2) {
        @Override
        float decode(ByteBuffer bytes, int at) {
            return half(bytes.getShort(at));
        }
    },
    BF16(2) {
        @Override
        float decode(ByteBuffer bytes, int at) {
            return Float.intBitsToFloat(bytes.getShort(at) << 16);
        }
    },
    I64(8) {
        @Override
        float decode(ByteBuffer bytes, int at) {
            return bytes.getLong(at);
        }
    },
    I32(4) {
        @Override
        float decode(ByteBuffer bytes, int at) {
            return bytes.getInt(at);
        }
    },
    I16(2) {
        @Override
        float decode(ByteBuffer bytes, int at) {
            return bytes.getShort(at);
        }
    },
    I8(1) {
        @Override
        float decode(ByteBuffer bytes, int at) {
            return bytes.get(at);
        }
    },
    U8(1) {
        @Override
        float decode(ByteBuffer bytes, int at) {
            return bytes.get(at) & 0xff;
        }
    },
    BOOL(1) {
        @Override
        float decode(ByteBuffer bytes, int at) {
            return bytes.get(at) == 0 ? 0 : 1;
        }
    };

    private final int width;

    ElementType(int width) {
        this.width = width;
    }

    /** Bytes per value. */
    int width() {
        return width;
    }

    /** The value at a byte of a little-endian buffer. */
    abstract float decode(ByteBuffer bytes, int at);

    /** IEEE 754 binary16: sign, 5 bits of exponent with bias 15, 10 of fraction. */
    private static float half(short bits) {
        int sign = (bits & 0x8000) << 16;
        int exponent = bits >> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        if (exponent == 0) {
            float magnitude = fraction * 0x1p-24f;
            return sign == 0 ? magnitude : -magnitude;
        }
        int rebiased = exponent == 0x1f ? 0xff : exponent - 15 + 127;
        return Float.intBitsToFloat(sign | rebiased << 23 | fraction << 13);
    }
}
