package io.github.hdecomp.examples.explore;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** PNG files that are small and say, or hold, very much. */
final class HostilePng {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int BLOCK = 1 << 16;

    private final ByteArrayOutputStream file = new ByteArrayOutputStream();

    /** A file of a size, in 8-bit grey. */
    HostilePng(int width, int height) {
        file.writeBytes(SIGNATURE);
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(header);
        try {
            data.writeInt(width);
            data.writeInt(height);
            data.write(new byte[] {8, 0, 0, 0, 0});
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        chunk("IHDR", header.toByteArray());
    }

    /** A chunk of text that inflates to so many bytes. */
    HostilePng text(long bytes) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.writeBytes("bomb\0\0".getBytes(StandardCharsets.US_ASCII));
        text.writeBytes(zeros(bytes));
        return chunk("zTXt", text.toByteArray());
    }

    /** A colour profile that inflates to so many bytes. */
    HostilePng profile(long bytes) {
        ByteArrayOutputStream profile = new ByteArrayOutputStream();
        profile.writeBytes("bomb\0\0".getBytes(StandardCharsets.US_ASCII));
        profile.writeBytes(zeros(bytes));
        return chunk("iCCP", profile.toByteArray());
    }

    /** Pixels that inflate to so many bytes. */
    HostilePng pixels(long bytes) {
        return chunk("IDAT", zeros(bytes));
    }

    byte[] file() {
        chunk("IEND", new byte[0]);
        return file.toByteArray();
    }

    private static byte[] zeros(long bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed, new Deflater(Deflater.BEST_SPEED))) {
            byte[] block = new byte[BLOCK];
            for (long left = bytes; left > 0; left -= BLOCK) {
                out.write(block, 0, (int) Math.min(left, BLOCK));
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return packed.toByteArray();
    }

    private HostilePng chunk(String type, byte[] content) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 sum = new CRC32();
        sum.update(name);
        sum.update(content);
        DataOutputStream out = new DataOutputStream(file);
        try {
            out.writeInt(content.length);
            out.write(name);
            out.write(content);
            out.writeInt((int) sum.getValue());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return this;
    }
}
