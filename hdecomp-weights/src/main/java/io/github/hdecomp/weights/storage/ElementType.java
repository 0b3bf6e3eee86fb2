package io.github.hdecomp.weights.storage;

import java.nio.ByteBuffer;

/** A type of numbers in files, with its width and its conversion to float32. */
public enum ElementType {
    /** IEEE 754 binary64. */
    F64(8) {
        @Override
        public float decode(ByteBuffer bytes, int at) {
            return (float) bytes.getDouble(at);
        }
    },

    /** IEEE 754 binary32. */
    F32(4) {
        @Override
        public float decode(ByteBuffer bytes, int at) {
            return bytes.getFloat(at);
        }
    },

    /** IEEE 754 binary16: sign, 5 bits of exponent with bias 15, 10 of fraction. */
    F16(2) {
        @Override
        public float decode(ByteBuffer bytes, int at) {
            return half(bytes.getShort(at));
        }
    },

    /** The upper half of a binary32. */
    BF16(2) {
        @Override
        public float decode(ByteBuffer bytes, int at) {
            return Float.intBitsToFloat(bytes.getShort(at) << 16);
        }
    },

    /** A signed integer of 8 bytes. */
    I64(8) {
        @Override
        public float decode(ByteBuffer bytes, int at) {
            return bytes.getLong(at);
        }
    },

    /** A signed integer of 4 bytes. */
    I32(4) {
        @Override
        public float decode(ByteBuffer bytes, int at) {
            return bytes.getInt(at);
        }
    },

    /** A signed integer of 2 bytes. */
    I16(2) {
        @Override
        public float decode(ByteBuffer bytes, int at) {
            return bytes.getShort(at);
        }
    },

    /** A signed byte. */
    I8(1) {
        @Override
        public float decode(ByteBuffer bytes, int at) {
            return bytes.get(at);
        }
    },

    /** An unsigned byte. */
    U8(1) {
        @Override
        public float decode(ByteBuffer bytes, int at) {
            return bytes.get(at) & 0xff;
        }
    },

    /** A byte, 0 for false. */
    BOOL(1) {
        @Override
        public float decode(ByteBuffer bytes, int at) {
            return bytes.get(at) == 0 ? 0 : 1;
        }
    };

    private final int width;

    ElementType(int width) {
        this.width = width;
    }

    /**
     * Bytes per value.
     *
     * @return 1 to 8
     */
    public int width() {
        return width;
    }

    /**
     * Converts one value.
     *
     * @param bytes in the byte order of the file. Not modified.
     * @param at its first byte
     * @return the nearest float32
     */
    public abstract float decode(ByteBuffer bytes, int at);

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
