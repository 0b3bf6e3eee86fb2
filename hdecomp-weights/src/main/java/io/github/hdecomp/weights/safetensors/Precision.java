package io.github.hdecomp.weights.safetensors;

import java.nio.ByteBuffer;

/** In how many bits a written file keeps a number. */
public enum Precision {
    /** IEEE 754 binary32: what is in memory, bit for bit. */
    SINGLE("F32", 4) {
        @Override
        void encode(float value, ByteBuffer bytes) {
            bytes.putFloat(value);
        }
    },

    /**
     * IEEE 754 binary16, rounded to the nearest, ties to even: 11 significant bits for magnitudes from 2⁻¹⁴ to 65504, fewer below,
     * infinity above.
     */
    HALF("F16", 2) {
        @Override
        void encode(float value, ByteBuffer bytes) {
            bytes.putShort(half(value));
        }
    };

    /** The largest exponent field of a binary16. */
    private static final int HALF_INFINITY = 0x7c00;

    /** 2⁻¹⁴ and 2¹⁶ as bits of a binary32: below the first halves are subnormal, from the second on infinite. */
    private static final int LEAST_NORMAL = (127 - 14) << 23;

    private static final int TOO_LARGE = (127 + 16) << 23;

    private final String dtype;
    private final int width;

    Precision(String dtype, int width) {
        this.dtype = dtype;
        this.width = width;
    }

    /** What the format calls it. */
    String dtype() {
        return dtype;
    }

    /** Bytes per number. */
    int width() {
        return width;
    }

    /** Appends a number. */
    abstract void encode(float value, ByteBuffer bytes);

    private static short half(float value) {
        int bits = Float.floatToIntBits(value);
        int sign = bits >>> 16 & 0x8000;
        int magnitude = bits & 0x7fffffff;
        if (Float.isNaN(value)) {
            return (short) (sign | HALF_INFINITY | 0x200);
        }
        if (magnitude >= TOO_LARGE) {
            return (short) (sign | HALF_INFINITY);
        }
        if (magnitude < LEAST_NORMAL) {
            // A whole number of steps of 2^-24; rint rounds ties to even, and 1024 steps are the least normal number.
            return (short) (sign | (int) Math.rint(Math.abs((double) value) * 0x1p24));
        }
        int rebiased = magnitude - ((127 - 15) << 23);
        // Half a step less one, plus one if the last bit kept is odd; a carry runs into the exponent, as it should.
        int rounded = rebiased + 0xfff + (rebiased >>> 13 & 1);
        return (short) (sign | rounded >>> 13);
    }
}
