package io.github.hdecomp.weights.torch;

import io.github.hdecomp.weights.storage.SourceFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Where the members of a tar archive lie: POSIX ustar, with pax headers, whose sizes and names count.
 *
 * @param members by name
 */
record TarDirectory(Map<String, Member> members) {
    private static final int BLOCK = 512;
    private static final int NAME_BYTES = 100;
    private static final int SIZE_AT = 124;
    private static final int SIZE_BYTES = 12;
    private static final int CHECKSUM_AT = 148;
    private static final int CHECKSUM_BYTES = 8;
    private static final int TYPE_AT = 156;
    private static final int LONGEST_PAX = 1 << 16;

    /**
     * One member.
     *
     * @param position its first byte
     * @param size in bytes
     */
    record Member(long position, long size) {}

    /** Whether the first block of a file is that of a tar archive. */
    static boolean accepts(ByteBuffer head) {
        byte[] magic = {'u', 's', 't', 'a', 'r'};
        return head.remaining() >= BLOCK
                && head.slice(head.position() + 257, magic.length).equals(ByteBuffer.wrap(magic));
    }

    static TarDirectory read(SourceFile file) throws IOException {
        Map<String, Member> members = new HashMap<>();
        Map<String, String> pax = Map.of();
        long at = 0;
        for (byte[] block = file.bytes(0, BLOCK); !isZero(block); block = file.bytes(at, BLOCK)) {
            checkSum(file, at, block);
            long size = pax.containsKey("size")
                    ? decimal(file, at, pax.getOrDefault("size", ""))
                    : octal(file, at, block, SIZE_AT, SIZE_BYTES);
            long start = at + BLOCK;
            if (size > file.size() - start) {
                throw file.malformed(at, "a member of " + size + " bytes leaves the tar archive; it is truncated");
            }
            switch (block[TYPE_AT]) {
                case 'x' -> pax = pax(file, start, size);
                case '0', 0 -> {
                    members.put(pax.getOrDefault("path", text(block, 0, NAME_BYTES)), new Member(start, size));
                    pax = Map.of();
                }
                default -> pax = Map.of();
            }
            at = start + (size + BLOCK - 1) / BLOCK * BLOCK;
        }
        return new TarDirectory(members);
    }

    private static boolean isZero(byte[] block) {
        for (byte value : block) {
            if (value != 0) {
                return false;
            }
        }
        return true;
    }

    private static void checkSum(SourceFile file, long at, byte[] block) throws IOException {
        long sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            boolean inside = i >= CHECKSUM_AT && i < CHECKSUM_AT + CHECKSUM_BYTES;
            sum += inside ? ' ' : block[i] & 0xff;
        }
        if (sum != octal(file, at, block, CHECKSUM_AT, CHECKSUM_BYTES)) {
            throw file.malformed(at, "the checksum of a tar header is wrong; the archive is damaged");
        }
    }

    private static String text(byte[] block, int at, int length) {
        int end = at;
        while (end < at + length && block[end] != 0) {
            end++;
        }
        return new String(block, at, end - at, StandardCharsets.UTF_8);
    }

    private static long octal(SourceFile file, long at, byte[] block, int from, int length) throws IOException {
        String digits = text(block, from, length).strip();
        try {
            long number = Long.parseLong(digits, 8);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException none) {
            // Complained about below.
        }
        throw file.malformed(at + from, "the tar header has the number \"" + digits + "\", expected octal digits");
    }

    private static long decimal(SourceFile file, long at, String digits) throws IOException {
        try {
            long number = Long.parseLong(digits);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException none) {
            // Complained about below.
        }
        throw file.malformed(at, "a pax header has the size \"" + digits + "\", expected a number");
    }

    /** Lines "LENGTH KEY=VALUE", each with the length of the whole line in front. */
    private static Map<String, String> pax(SourceFile file, long start, long size) throws IOException {
        if (size > LONGEST_PAX) {
            throw file.malformed(start, "a pax header of " + size + " bytes, at most " + LONGEST_PAX);
        }
        Map<String, String> entries = new HashMap<>();
        for (String line : new String(file.bytes(start, size), StandardCharsets.UTF_8).split("\n", -1)) {
            int space = line.indexOf(' ');
            int equals = line.indexOf('=', space);
            if (space > 0 && equals > space) {
                entries.put(line.substring(space + 1, equals), line.substring(equals + 1));
            }
        }
        return entries;
    }
}
